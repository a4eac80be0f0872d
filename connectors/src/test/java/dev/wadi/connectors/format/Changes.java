package dev.wadi.connectors.format;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.SplitReader;
import dev.wadi.sdk.connector.SplitReader.Poll;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Schema;

/// Reads changelogs, as text: `+I 1 a`.
final class Changes {
  private Changes() {}

  /// @param width how many columns the table has
  static List<String> rows(Source source, Schema schema, int width) {
    List<String> rows = new ArrayList<>();
    List<Integer> columns = IntStream.range(0, width).boxed().toList();
    try (var scope = MemoryScope.unlimited();
        SplitReader reader =
            source.open(
                source.splits(1).getFirst(), new ReadContext(scope.allocator(), columns, 1, 0))) {
      for (Poll poll = reader.poll(); !(poll instanceof Poll.End); poll = reader.poll()) {
        if (poll instanceof Poll.Rows(Batch batch, _)) {
          try (batch) {
            for (int i = 0; i < batch.rowCount(); i++) {
              rows.add(row(schema, batch, i));
            }
          }
        }
      }
    }
    return rows;
  }

  private static String row(Schema schema, Batch batch, int row) {
    int width = schema.getFields().size() - 1;
    byte kind = (byte) batch.column(width).vector().getObject(row);
    StringJoiner text = new StringJoiner(" ").add(ChangeKind.ofCode(kind).symbol());
    for (int i = 0; i < width; i++) {
      text.add(String.valueOf(batch.column(i).vector().getObject(row)));
    }
    return text.toString();
  }
}
