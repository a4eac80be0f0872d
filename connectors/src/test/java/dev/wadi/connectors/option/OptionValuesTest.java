package dev.wadi.connectors.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connectors.testing.Reading;
import dev.wadi.sdk.connector.Connector.Option;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionValuesTest {
  private static Options options(String value) {
    return Options.of(
        Reading.table("c", new Schema(List.of()), "type", value),
        List.of(Option.optional("type", "")));
  }

  @ParameterizedTest
  @CsvSource({
    "1 second, 1000000000",
    "500ms, 500000000",
    "1 hour 30 minutes, 5400000000000",
    "2 DAYS, 172800000000000",
    "7 nanoseconds, 7"
  })
  void timeSpans(String text, long nanos) {
    assertThat(TimeSpan.nanos(options(text), "type")).hasValue(nanos);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "second", "0 seconds", "-1 second", "1 second x", "1 month"})
  void otherThanTimeSpans(String text) {
    assertThatThrownBy(() -> TimeSpan.nanos(options(text), "type"))
        .isInstanceOf(WadiException.class)
        .hasMessageContaining("a time span greater than 0");
  }

  @ParameterizedTest
  @CsvSource({
    "4096, 4096",
    "64KB, 65536",
    "128 MB, 134217728",
    "1GiB, 1073741824",
    "1t, 1099511627776"
  })
  void byteSizes(String text, long bytes) {
    assertThat(ByteSize.bytes(options(text), "type")).hasValue(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "1.5GB", "much", "999999999999999t"})
  void otherThanByteSizes(String text) {
    assertThatThrownBy(() -> ByteSize.bytes(options(text), "type"))
        .isInstanceOf(WadiException.class)
        .hasMessageContaining("a size");
  }

  @Test
  void aStatedDirectionMustBeTrue() {
    Direction.SOURCE.check(options("source"));
    assertThatThrownBy(() -> Direction.SOURCE.check(options("sink")))
        .isInstanceOf(WadiException.class)
        .hasMessageContaining("option 'type' is 'sink', expected 'source'");
  }
}
