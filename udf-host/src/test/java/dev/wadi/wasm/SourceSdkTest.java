package dev.wadi.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.HasSchema;
import dev.wadi.sdk.connector.PluginConnector;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.Source.Split;
import dev.wadi.sdk.connector.SplitReader;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same source in each guest SDK gives the same rows.
class SourceSdkTest extends PluginFixture {
  private Source source(String guest, Map<String, String> options) {
    PluginConnector connector = GuestSdkTest.registry(guest).connectors().getFirst();
    var schema = ((HasSchema) connector).schema(options).orElseThrow();
    var table = new TableDefinition("t", connector.id(), schema, options);
    return ((CanRead) connector).source(table);
  }

  /// All rows, with a new reader after so many polls.
  private List<String> rows(Source source, List<Integer> columns, int batchRows, int polls) {
    List<String> rows = new ArrayList<>();
    Split split = source.splits(3).getFirst();
    boolean more = true;
    while (more) {
      try (SplitReader reader =
          source.open(split, new ReadContext(scope.allocator(), columns, batchRows, 10))) {
        for (int i = 0; i < polls && more; i++) {
          more = reader.poll() instanceof SplitReader.Poll.Rows polled && take(polled, rows);
        }
        split = split.at(reader.position());
      }
    }
    return rows;
  }

  private static boolean take(SplitReader.Poll.Rows polled, List<String> rows) {
    try (Batch batch = polled.batch()) {
      for (int row = 0; row < batch.rowCount(); row++) {
        List<String> values = new ArrayList<>();
        for (var column : batch.columns()) {
          values.add(String.valueOf(column.vector().getObject(row)));
        }
        rows.add(String.join(" ", values));
      }
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"everything-c", "everything-rust"})
  void givesRows(String guest) {
    Source source = source(guest, Map.of("rows", "5", "word", "ho"));
    assertThat(source.bounded()).isTrue();
    assertThat(rows(source, List.of(0, 1, 2), 100, 100))
        .containsExactly("0 ho false", "1 ho true", "2 ho false", "3 ho true", "4 ho false");
    assertThat(rows(source(guest, Map.of()), List.of(0), 100, 100)).hasSize(10);
    assertThat(rows(source(guest, Map.of("rows", "0")), List.of(0), 100, 100)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"everything-c", "everything-rust"})
  void goesOnWhereItWas(String guest) {
    Source source = source(guest, Map.of("rows", "1000", "word", "a"));
    List<String> whole = rows(source, List.of(0, 1, 2), 8192, 1);
    assertThat(whole).hasSize(1000).endsWith("999 a true");
    assertThat(rows(source, List.of(0, 1, 2), 7, 3)).isEqualTo(whole);
  }

  @ParameterizedTest
  @ValueSource(strings = {"everything-c", "everything-rust"})
  void givesTheColumnsThatAreWanted(String guest) {
    Source source = source(guest, Map.of("rows", "2", "word", "w"));
    assertThat(rows(source, List.of(2), 9, 9)).containsExactly("false", "true");
    assertThat(rows(source, List.of(0, 2), 9, 9)).containsExactly("0 false", "1 true");
    assertThat(rows(source, List.of(), 9, 9)).containsExactly("", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"everything-c", "everything-rust"})
  void saysWhyItFails(String guest) {
    Source source = source(guest, Map.of("word", "x".repeat(101)));
    WadiException error =
        catchThrowableOfType(WadiException.class, () -> rows(source, List.of(0), 1, 1));
    assertThat(error.code()).isEqualTo(ErrorCode.SYSTEM_FAILED);
    assertThat(error)
        .hasMessageContaining("failed in" + " 'wadi_source_count_open': the word is too long");
  }
}
