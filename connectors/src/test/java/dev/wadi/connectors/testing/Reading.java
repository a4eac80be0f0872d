package dev.wadi.connectors.testing;

import dev.wadi.connectors.format.JsonRows;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.Sink;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.SplitReader;
import dev.wadi.sdk.connector.SplitReader.Poll;
import dev.wadi.sdk.connector.TableDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/// Reads and writes whole tables, with rows as JSON text.
public final class Reading {
  private Reading() {}

  public static TableDefinition table(String connector, Schema schema, String... options) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      map.put(options[i], options[i + 1]);
    }
    return new TableDefinition("t", connector, schema, Map.copyOf(map));
  }

  public static List<Integer> allColumns(Schema schema) {
    return IntStream.range(0, schema.getFields().size()).boxed().toList();
  }

  public static List<String> rows(CanRead connector, TableDefinition table) {
    return rows(connector.source(table), table.schema(), allColumns(table.schema()), 1, 100);
  }

  /// All rows, split by split.
  public static List<String> rows(
      Source source, Schema schema, List<Integer> columns, int parallelism, int batchRows) {
    List<String> rows = new ArrayList<>();
    for (Source.Split split : source.splits(parallelism)) {
      try (var scope = MemoryScope.unlimited();
          SplitReader reader =
              source.open(split, new ReadContext(scope.allocator(), columns, batchRows, 0))) {
        while (readBatch(reader, project(schema, columns), rows, batchRows)) {}
      }
    }
    return rows;
  }

  /// Reads one batch; false at the end.
  public static boolean readBatch(
      SplitReader reader, Schema schema, List<String> rows, int batchRows) {
    return switch (reader.poll()) {
      case Poll.Rows(Batch batch, _) -> {
        try (batch) {
          if (batch.rowCount() == 0 || batch.rowCount() > batchRows) {
            throw new AssertionError("a batch of " + batch.rowCount());
          }
          for (int i = 0; i < batch.rowCount(); i++) {
            rows.add(JsonRows.row(schema, batch, i));
          }
        }
        yield true;
      }
      case Poll.Nothing _ -> true;
      case Poll.End _ -> false;
    };
  }

  public static Schema project(Schema schema, List<Integer> columns) {
    return new Schema(columns.stream().map(schema.getFields()::get).toList());
  }

  /// Writes batches, takes them over, and finishes.
  public static void write(CanWrite connector, TableDefinition table, Batch... batches) {
    Sink sink = connector.sink(table);
    try (var writer = sink.open(new Sink.WriteContext(0, 1, "job", false))) {
      for (Batch batch : batches) {
        try (batch) {
          writer.write(batch);
        }
      }
      writer.finish();
    }
  }

  /// Reads a table and writes what it reads.
  public static void copy(Source source, Sink sink, Schema schema, BufferAllocator allocator) {
    try (var writer = sink.open(new Sink.WriteContext(0, 1, "job", false))) {
      for (Source.Split split : source.splits(1)) {
        try (SplitReader reader =
            source.open(split, new ReadContext(allocator, allColumns(schema), 1000, 0))) {
          for (Poll poll = reader.poll(); !(poll instanceof Poll.End); poll = reader.poll()) {
            if (poll instanceof Poll.Rows(Batch batch, _)) {
              writer.write(batch);
              batch.release();
            }
          }
        }
      }
      writer.finish();
    }
  }

  public static List<String> rows(Schema schema, Batch batch) {
    return IntStream.range(0, batch.rowCount())
        .mapToObj(i -> JsonRows.row(schema, batch, i))
        .toList();
  }
}
