package dev.wadi.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.testing.FunctionFixture;
import dev.wadi.wasm.LinearMemory;
import dev.wadi.wasm.PluginRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The committed modules do what their sources say.
class SamplePluginsTest extends FunctionFixture {
  private final PluginRegistry registry = new PluginRegistry();

  @BeforeEach
  void load() throws IOException {
    registry.add(Files.readAllBytes(Path.of("geo", "geo.wasm")));
    registry.add(Files.readAllBytes(Path.of("text", "text.wasm")));
    registry.add(Files.readAllBytes(Path.of("slug", "slug.wasm")));
    registry.add(Files.readAllBytes(Path.of("codes", "codes.wasm")));
    registry.add(Files.readAllBytes(Path.of("stats", "stats.wasm")));
  }

  @AfterEach
  @Override
  protected void nothingIsLeft() throws Exception {
    super.nothingIsLeft();
    assertThat(LinearMemory.bytesReservedOfProcess()).isZero();
  }

  @Test
  void describesItself() {
    assertThat(registry.functions())
        .extracting(FunctionSignature::name)
        .containsExactlyInAnyOrder(
            "great_circle_km",
            "path_km",
            "bounds",
            "title_case",
            "url_host",
            "words",
            "tokens",
            "longest",
            "slug",
            "iban",
            "has_luhn_digit",
            "soundex",
            "weighted_avg",
            "digest_quantile");
  }

  @Test
  void distancesAreThoseOfJava() {
    Random random = new Random(3);
    int rows = 5_000;
    FieldVector[] arguments =
        DoubleStream.of(90, 180, 90, 180)
            .mapToObj(bound -> random.doubles(rows, -bound, bound).boxed().toArray(Double[]::new))
            .map(this::doubles)
            .toArray(FieldVector[]::new);
    Float8Vector result = (Float8Vector) call("great_circle_km", arguments);
    for (int i = 0; i < rows; i++) {
      double[] row = Stream.of(arguments).mapToDouble(doublesAt(i)).toArray();
      double expected = distance(row[0], row[1], row[2], row[3]);
      assertThat(result.get(i)).isCloseTo(expected, within(expected * 1e-9));
    }
  }

  private static ToDoubleFunction<FieldVector> doublesAt(int row) {
    return vector -> ((Float8Vector) vector).get(row);
  }

  private static double distance(double lat1, double lon1, double lat2, double lon2) {
    double sinLat = Math.sin(Math.toRadians(lat2 - lat1) / 2);
    double sinLon = Math.sin(Math.toRadians(lon2 - lon1) / 2);
    double cosines = Math.cos(Math.toRadians(lat1)) * Math.cos(Math.toRadians(lat2));
    double a = sinLat * sinLat + cosines * sinLon * sinLon;
    return 2 * 6371.0088 * Math.asin(Math.min(1, Math.sqrt(a)));
  }

  @Test
  void theDistanceToNowhereIsNull() {
    FieldVector place = doubles(1.0, null);
    FieldVector result = call("great_circle_km", place, place, place, place);
    assertThat(result.getObject(0)).isEqualTo(0.0);
    assertThat(result.isNull(1)).isTrue();
  }

  @Test
  void titles() {
    assertThat(
            values(
                call(
                    "title_case",
                    texts("PHILADELPHIA INTL", "o'hare int'l", "", null, "ÅRHUS x-RAY 2ND"))))
        .containsExactly("Philadelphia Intl", "O'Hare Int'L", "", null, "Århus X-Ray 2nd");
  }

  @Test
  void hosts() {
    assertThat(
            values(
                call(
                    "url_host",
                    texts(
                        "https://me@Example.COM:8080/x?y",
                        "http://[::1]:80/",
                        "ftp://a",
                        "mailto:someone",
                        "http://",
                        null,
                        "s3://bucket/key"))))
        .containsExactly("example.com", "[::1]", "a", null, null, null, "bucket");
  }

  @Test
  void aHostThatIsTooLong() {
    WadiException error =
        catchThrowableOfType(
            WadiException.class,
            () -> call("url_host", texts("http://a/", "http://" + "a".repeat(256))));
    assertThat(error.code()).isEqualTo(ErrorCode.FUNCTION_ERROR);
    assertThat(error)
        .hasMessageStartingWith("function 'url_host' of plugin 'text' failed for (url = http://aa")
        .hasMessageEndingWith("a host has more than 255 characters");
  }

  private FieldVector call(String name, FieldVector... arguments) {
    FunctionSignature signature =
        registry.functions().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
    return call(open(registry, signature), arguments);
  }
}
