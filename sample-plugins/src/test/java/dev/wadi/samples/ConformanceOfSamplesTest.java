package dev.wadi.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.wasm.Grants;
import dev.wadi.wasm.LinearMemory;
import dev.wadi.wasm.conformance.Conformance;
import dev.wadi.wasm.conformance.ConformanceReport;
import dev.wadi.wasm.conformance.ConformanceSettings;
import dev.wadi.wasm.conformance.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The committed modules keep the rules for plugins, and all of each is exercised.
class ConformanceOfSamplesTest {
  private static final Grants SERVICE = Grants.parse(List.of("env:ENRICH_URL=http://enrich.test"));

  private static final String EVENTS =
      IntStream.rangeClosed(1, 40)
          .mapToObj(i -> "%d\tevent %d\n".formatted(3 * i, i))
          .collect(Collectors.joining());

  private record Sample(
      String name, Grants grants, Map<String, String> options, String... replies) {
    private static Sample of(String name) {
      return new Sample(name, Grants.NONE, Map.of());
    }

    private ConformanceReport report() throws IOException {
      byte[] wasm = Files.readAllBytes(Path.of(name, name + ".wasm"));
      return Conformance.of(
          wasm, new ConformanceSettings(1, 300, grants, options, List.of(replies)));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Sample> samples() {
    Map<String, String> fields = Map.of("fixed.columns", "c_text,c_int", "fixed.widths", "40,12");
    return Stream.of(
        Sample.of("codes"),
        new Sample("enrich", SERVICE, Map.of()),
        Sample.of("files"),
        new Sample("fixed", Grants.NONE, fields),
        Sample.of("geo"),
        Sample.of("logfmt"),
        new Sample("poll", Grants.NONE, Map.of("ends", "true"), EVENTS),
        Sample.of("slug"),
        Sample.of("stats"),
        Sample.of("text"),
        new Sample("walk", Grants.NONE, Map.of("rows", "100")),
        Sample.of("webhook"));
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(LinearMemory.bytesReservedOfProcess()).isZero();
    assertThat(MemoryScope.bytesInUseOfProcess()).isZero();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void keepsTheRulesForPlugins(Sample sample) throws IOException {
    ConformanceReport report = sample.report();
    assertThat(report.all()).filteredOn(Finding::failed).isEmpty();
    assertThat(report.all())
        .filteredOn(finding -> finding.result() == Finding.Result.NOT_EXERCISED)
        .isEmpty();
    assertThat(report.parts()).isNotEmpty();
  }

  @Test
  void noSampleIsLeftOut() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("."))) {
      assertThat(folders.filter(ConformanceOfSamplesTest::hasModule).map(Path::getFileName))
          .extracting(Path::toString)
          .containsExactlyInAnyOrderElementsOf(samples().map(Sample::name).toList());
    }
  }

  private static boolean hasModule(Path folder) {
    return Files.exists(folder.resolve(folder.getFileName() + ".wasm"));
  }
}
