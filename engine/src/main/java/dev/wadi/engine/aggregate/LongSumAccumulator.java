package dev.wadi.engine.aggregate;

import dev.wadi.engine.state.StateArray;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/// SUM of whole numbers, exact; a result beyond 64 bits is an error. Sums on the way may go beyond,
/// or the order of rows would decide. State: the sum modulo 2^64, null if there were no values, and
/// how often it went round.
final class LongSumAccumulator implements Accumulator {
  private final Field type;
  private final BufferAllocator allocator;
  private final StateArray sums;
  private final StateArray rounds;
  private final StateArray seen;
  private final Numbers numbers = new Numbers();
  private final Numbers roundNumbers = new Numbers();

  LongSumAccumulator(Field type, BufferAllocator allocator) {
    this.type = type;
    this.allocator = allocator;
    this.sums = new StateArray(allocator);
    this.rounds = new StateArray(allocator);
    this.seen = new StateArray(allocator);
  }

  @Override
  public List<Field> stateFields() {
    return List.of(type, StateColumn.INT64);
  }

  @Override
  public void grow(int groupCount) {
    sums.grow(groupCount);
    rounds.grow(groupCount);
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
      int group = groups[i];
      long sum = sums.get(group);
      long total = sum + values[i];
      if (((sum ^ total) & (values[i] ^ total)) < 0) {
        rounds.set(group, rounds.get(group) + (values[i] < 0 ? -1 : 1));
      }
      if (unsigned && values[i] < 0) {
        rounds.set(group, rounds.get(group) + 1);
      }
      sums.set(group, total);
      seen.set(group, 1);
    }
  }

  private static WadiException overflow() {
    return new WadiException(ErrorCode.NUMERIC_OVERFLOW, "a sum does not fit into BIGINT")
        .withHint("cast the argument to DECIMAL(38, 0) or DOUBLE");
  }

  @Override
  public void merge(List<Column> states, Selection rows, int[] groups) {
    update(states, rows, groups);
    long[] partial = roundNumbers.longs(states.get(1), rows);
    for (int i = 0; i < rows.count(); i++) {
      if (partial[i] != 0) {
        rounds.set(groups[i], rounds.get(groups[i]) + partial[i]);
      }
    }
  }

  @Override
  public List<Column> state(int from, int to) {
    return List.of(
        sums(from, to),
        StateColumn.of(rounds, from, to, StateColumn.INT64, group -> false, allocator));
  }

  @Override
  public Column result(int from, int to) {
    for (int group = from; group < to; group++) {
      if (rounds.get(group) != 0) {
        throw overflow();
      }
    }
    return sums(from, to);
  }

  private Column sums(int from, int to) {
    return StateColumn.of(sums, from, to, type, group -> seen.get(group) == 0, allocator);
  }

  @Override
  public void close() {
    sums.close();
    rounds.close();
    seen.close();
  }
}
