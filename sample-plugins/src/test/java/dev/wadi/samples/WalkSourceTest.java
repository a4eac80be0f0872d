package dev.wadi.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.MemoryScope;
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
import dev.wadi.sdk.testing.NoLeaks;
import dev.wadi.wasm.PluginRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The source `walk`: a walk that goes on somewhere is the same walk.
@ExtendWith(NoLeaks.class)
class WalkSourceTest {
  private static final List<Integer> ALL = List.of(0, 1, 2, 3, 4);

  private final PluginConnector connector;

  WalkSourceTest() throws IOException {
    var registry = new PluginRegistry();
    connector =
        registry.add(Files.readAllBytes(Path.of("walk", "walk.wasm"))).connectors().getFirst();
  }

  private Source source(Map<String, String> options) {
    var schema = ((HasSchema) connector).schema(options).orElseThrow();
    return ((CanRead) connector).source(new TableDefinition("t", connector.id(), schema, options));
  }

  /// Reads on, for at most so many polls, and says where it stopped.
  private static Split read(
      Source source, Split from, List<Integer> columns, int batchRows, int polls, List<String> to) {
    try (MemoryScope memory = MemoryScope.unlimited();
        SplitReader reader =
            source.open(from, new ReadContext(memory.allocator(), columns, batchRows, 10))) {
      for (int i = 0; i < polls; i++) {
        if (!(reader.poll() instanceof SplitReader.Poll.Rows(Batch batch, _))) {
          break;
        }
        for (int row = 0; row < batch.rowCount(); row++) {
          List<String> values = new ArrayList<>();
          for (var column : batch.columns()) {
            values.add(String.valueOf(column.vector().getObject(row)));
          }
          to.add(String.join(" ", values));
        }
        assertThat(batch.rowCount()).isBetween(1, batchRows);
        batch.close();
      }
      return from.at(reader.position());
    }
  }

  @Test
  void aWalkGoesOnWhereItWas() {
    Source source = source(Map.of("rows", "500", "walkers", "2"));
    assertThat(source.bounded()).isTrue();
    for (Split split : source.splits(7)) {
      List<String> whole = new ArrayList<>();
      read(source, split, ALL, 8192, Integer.MAX_VALUE, whole);
      assertThat(whole).hasSize(500);

      var random = new Random(1);
      List<String> parts = new ArrayList<>();
      Split place = split;
      while (parts.size() < 500) {
        place = read(source, place, ALL, 1 + random.nextInt(20), 1 + random.nextInt(3), parts);
      }
      assertThat(parts).isEqualTo(whole);
    }
  }

  @Test
  void onlyTheColumnsAreReadThatAreWanted() {
    Source source = source(Map.of("rows", "3", "walkers", "1"));
    List<String> rows = new ArrayList<>();
    read(source, source.splits(1).getFirst(), List.of(1), 2, 9, rows);
    assertThat(rows).containsExactly("0", "1", "2");
    rows.clear();
    read(source, source.splits(1).getFirst(), List.of(), 2, 9, rows);
    assertThat(rows).containsExactly("", "", "");
  }

  @Test
  void itMayHaveNoEnd() {
    Source source = source(Map.of());
    assertThat(source.bounded()).isFalse();
    assertThat(source.splits(1)).hasSize(4);
    List<String> rows = new ArrayList<>();
    read(source, source.splits(1).getFirst(), List.of(1), 1000, 20, rows);
    assertThat(rows).hasSize(20_000).endsWith("19999");
  }

  @Test
  void aPositionThatIsNone() {
    Source source = source(Map.of());
    WadiException error =
        catchThrowableOfType(
            WadiException.class,
            () -> read(source, new Split("0", "somewhere"), ALL, 1, 1, new ArrayList<>()));
    assertThat(error.code()).isEqualTo(ErrorCode.SYSTEM_FAILED);
    assertThat(error)
        .hasMessageContaining("table 't', split '0': connector 'walk' of plugin 'walk' failed")
        .hasMessageContaining("'somewhere' is no position of a walk");
  }
}
