package dev.wadi.connectors.nexmark;

import dev.wadi.connectors.generator.Pace;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.SplitReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;

/// Makes the rows of one split, and of those only the columns that are asked for.
final class NexmarkReader implements SplitReader {
  /// What can be made in a millisecond, the longest that a poll may take.
  private static final int BATCH_BYTES_MAX = 1_750_000;

  private final List<Field> columns;
  private final List<ColumnMaker> makers;
  private final EventNumbers numbers;
  private final long rowCount;
  private final Pace pace;
  private final ReadContext context;
  private final long[] events;
  private long row;

  NexmarkReader(
      List<Field> columns,
      List<ColumnMaker> makers,
      EventNumbers numbers,
      long rowCount,
      long start,
      Pace pace,
      ReadContext context) {
    this.columns = columns;
    this.makers = makers;
    this.numbers = numbers;
    this.rowCount = rowCount;
    this.row = start;
    this.pace = pace;
    this.context = context;
    int bytesPerRow = makers.stream().mapToInt(ColumnMaker::bytesPerRow).sum();
    int rows = BATCH_BYTES_MAX / Math.max(bytesPerRow, 1);
    this.events = new long[Math.clamp(rows, 1, context.batchRows())];
  }

  @Override
  public Poll poll() {
    if (row >= rowCount) {
      return Poll.END;
    }
    int rows = pace.due(row, (int) Math.min(events.length, rowCount - row));
    if (rows == 0) {
      return Poll.NOTHING;
    }
    numbers.fill(events, row, rows);
    List<Column> made = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      made.add(Column.of(makers.get(i).make(columns.get(i), events, rows, context.allocator())));
    }
    row += rows;
    return new Poll.Rows(Batch.of(made, rows));
  }

  @Override
  public String position() {
    return Long.toString(row);
  }

  @Override
  public void close() {}
}
