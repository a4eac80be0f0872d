package dev.wadi.wasm.conformance;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.Source.Split;
import dev.wadi.sdk.connector.SplitReader;
import dev.wadi.sdk.connector.SplitReader.Poll;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// Reads a split of a source from its beginning, or from a position on, each time in an instance of
/// its own.
///
/// @param columns that are read, by number
/// @param batchRows how many rows are asked for at once
/// @param rowsMax how many are taken at most
/// @param positions whether to ask for the position after each poll
record SplitReading(
    Source source, List<Integer> columns, int batchRows, int rowsMax, boolean positions) {
  // A source that has nothing for so long has nothing.
  private static final int IDLE_MAX = 50;
  private static final int WAIT_MILLIS = 0;

  /// Where reading can go on.
  ///
  /// @param rows how many came before
  record Stop(int rows, String position) {}

  /// @param stops before the first poll and after each, if they were asked for
  /// @param ended whether there will never be more
  record Reading(List<Row> rows, List<Stop> stops, boolean ended) {}

  SplitReading withBatches(int rows) {
    return new SplitReading(source, columns, rows, rowsMax, positions);
  }

  SplitReading withColumns(List<Integer> others) {
    return new SplitReading(source, others, batchRows, rowsMax, positions);
  }

  SplitReading withPositions() {
    return new SplitReading(source, columns, batchRows, rowsMax, true);
  }

  SplitReading upTo(int rows) {
    return new SplitReading(source, columns, batchRows, rows, positions);
  }

  SplitReader open(Split split, BufferAllocator allocator) {
    return source.open(split, new ReadContext(allocator, columns, batchRows, WAIT_MILLIS));
  }

  Reading read(Split split, BufferAllocator allocator) {
    try (SplitReader reader = open(split, allocator)) {
      List<Row> rows = new ArrayList<>();
      List<Stop> stops = new ArrayList<>();
      boolean ended = false;
      int idle = 0;
      stop(reader, rows, stops);
      while (!ended && rows.size() < rowsMax && idle < IDLE_MAX) {
        List<Row> polled = new ArrayList<>();
        ended = poll(reader, polled);
        rows.addAll(polled);
        idle = polled.isEmpty() ? idle + 1 : 0;
        stop(reader, rows, stops);
      }
      return new Reading(rows.subList(0, Math.min(rows.size(), rowsMax)), stops, ended);
    }
  }

  private void stop(SplitReader reader, List<Row> rows, List<Stop> stops) {
    if (positions) {
      stops.add(new Stop(rows.size(), reader.position()));
    }
  }

  /// Polls once.
  ///
  /// @param rows gets those of the next poll
  /// @return whether there will never be more
  static boolean poll(SplitReader reader, List<Row> rows) {
    return switch (reader.poll()) {
      case Poll.Rows(Batch batch, _) -> {
        try (batch) {
          rows.addAll(
              VectorReader.rows(
                  batch.columns().stream().map(Column::vector).toList(), batch.rowCount()));
        }
        yield false;
      }
      case Poll.Nothing _ -> false;
      case Poll.End _ -> true;
    };
  }
}
