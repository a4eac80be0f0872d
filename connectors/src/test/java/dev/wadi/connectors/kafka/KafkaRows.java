package dev.wadi.connectors.kafka;

import dev.wadi.connectors.format.JsonRows;
import dev.wadi.connectors.testing.Reading;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.GrowingSource;
import dev.wadi.sdk.connector.LeftOut;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.Source.Split;
import dev.wadi.sdk.connector.SplitReader;
import dev.wadi.sdk.connector.SplitReader.Poll;
import dev.wadi.sdk.connector.TableDefinition;
import java.util.ArrayList;
import java.util.List;

/// Reads the first rows of a topic with one partition, as JSON.
final class KafkaRows {
  private KafkaRows() {}

  /// From where the table says that a pipeline begins.
  static List<String> read(TableDefinition table, int rows) {
    return read(table, rows, LeftOut.NOBODY);
  }

  static List<String> read(TableDefinition table, int rows, LeftOut leftOut) {
    var source = (GrowingSource) new KafkaConnector().source(table);
    return read(table, source, source.splits(1).getFirst(), rows, leftOut);
  }

  static List<String> read(
      TableDefinition table, GrowingSource source, Split split, int rows, LeftOut leftOut) {
    List<String> read = new ArrayList<>();
    List<Integer> columns = Reading.allColumns(table.schema());
    try (var memory = MemoryScope.unlimited();
        SplitReader reader =
            source.open(split, new ReadContext(memory.allocator(), columns, 100, 10, leftOut))) {
      while (read.size() < rows) {
        if (reader.poll() instanceof Poll.Rows(var batch, _)) {
          try (batch) {
            for (int i = 0; i < batch.rowCount(); i++) {
              read.add(JsonRows.row(table.schema(), batch, i));
            }
          }
        }
      }
    }
    return read;
  }
}
