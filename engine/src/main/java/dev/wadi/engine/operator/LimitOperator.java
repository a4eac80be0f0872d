package dev.wadi.engine.operator;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;

/// Passes on some rows in the order in which they come, and drops the others. State, of the one
/// subtask that counts for all: how many have come. Others begin anew after a snapshot, which only
/// means that they pass on more than is needed.
public final class LimitOperator implements Operator {
  private final long offset;
  private final long end;
  private final boolean alone;
  private final OperatorContext context;
  private long seen;

  /// @param offset how many rows to skip
  /// @param end how many rows to look at, including those skipped
  /// @param alone whether no other subtask sees any rows
  public LimitOperator(long offset, long end, boolean alone, OperatorContext context) {
    this.alone = alone;
    this.offset = offset;
    this.end = end;
    this.context = context;
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    try (batch) {
      int count = batch.rowCount();
      int from = Math.clamp(offset - seen, 0, count);
      int to = Math.clamp(end - seen, 0, count);
      seen += count;
      if (from < to) {
        output.emit(batch.select(rows(batch, from, to)));
      }
    }
  }

  private static Selection rows(Batch batch, int from, int to) {
    int[] rows = new int[to - from];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = batch.row(from + i);
    }
    return new Selection(rows, rows.length);
  }

  @Override
  public void snapshot(StateWriter writer) {
    if (!alone) {
      return;
    }
    BigIntVector vector = new BigIntVector("seen", context.allocator());
    vector.allocateNew(1);
    vector.set(0, seen);
    vector.setValueCount(1);
    writer.write(Batch.of(List.of(Column.of(vector)), 1));
  }

  @Override
  public void restore(Batch state) {
    seen += ((BigIntVector) state.column(0).vector()).get(state.row(0));
  }
}
