package dev.wadi.engine.aggregate;

import dev.wadi.engine.state.StateArray;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/// SUM of whole numbers, exact; beyond 64 bits it is an error. State: the sum, null if there were
/// no values.
final class LongSumAccumulator implements Accumulator {
  private final Field type;
  private final BufferAllocator allocator;
  private final StateArray sums;
  private final StateArray seen;
  private final Numbers numbers = new Numbers();

  LongSumAccumulator(Field type, BufferAllocator allocator) {
    this.type = type;
    this.allocator = allocator;
    this.sums = new StateArray(allocator);
    this.seen = new StateArray(allocator);
  }

  @Override
  public List<Field> stateFields() {
    return List.of(type);
  }

  @Override
  public void grow(int groupCount) {
    sums.grow(groupCount);
    seen.grow(groupCount);
  }

  @Override
  public void update(List<Column> arguments, Selection rows, int[] groups) {
    Column argument = arguments.getFirst();
    boolean nulls = argument.hasNulls();
    boolean unsigned = Numbers.isUnsigned(argument);
    long[] values = numbers.longs(argument, rows);
    for (int i = 0; i < rows.count(); i++) {
      if (nulls && argument.isNull(rows.row(i))) {
        continue;
      }
      long sum = sums.get(groups[i]);
      long total = sum + values[i];
      if (((sum ^ total) & (values[i] ^ total)) < 0 || unsigned && values[i] < 0) {
        throw overflow();
      }
      sums.set(groups[i], total);
      seen.set(groups[i], 1);
    }
  }

  private static WadiException overflow() {
    return new WadiException(ErrorCode.NUMERIC_OVERFLOW, "a sum does not fit into BIGINT")
        .withHint("cast the argument to DECIMAL(38, 0) or DOUBLE");
  }

  @Override
  public void merge(List<Column> states, Selection rows, int[] groups) {
    update(states, rows, groups);
  }

  @Override
  public List<Column> state(int from, int to) {
    return List.of(result(from, to));
  }

  @Override
  public Column result(int from, int to) {
    return StateColumn.of(sums, from, to, type, group -> seen.get(group) == 0, allocator);
  }

  @Override
  public void close() {
    sums.close();
    seen.close();
  }
}
