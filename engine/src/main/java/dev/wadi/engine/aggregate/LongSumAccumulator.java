package dev.wadi.engine.aggregate;

import dev.wadi.engine.state.StateArray;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// SUM of whole numbers and intervals, exact; a result that its type cannot hold is an error. Sums
/// on the way may go beyond, or the order of rows would decide. State: the sum modulo 2^64, null if
/// there were no values, and how often it went round.
final class LongSumAccumulator implements Accumulator {
  private final Field type;
  private final BufferAllocator allocator;
  private final StateArray sums;
  private final StateArray rounds;
  private final StateArray counts;
  private final Numbers numbers = new Numbers();
  private final Numbers roundNumbers = new Numbers();
  private final Numbers countNumbers = new Numbers();

  LongSumAccumulator(Field type, BufferAllocator allocator) {
    this.type = type;
    this.allocator = allocator;
    this.sums = new StateArray(allocator);
    this.rounds = new StateArray(allocator);
    this.counts = new StateArray(allocator);
  }

  @Override
  public List<Field> stateFields() {
    return List.of(StateColumn.INT64, StateColumn.INT64, StateColumn.INT64);
  }

  @Override
  public void grow(int groupCount) {
    sums.grow(groupCount);
    rounds.grow(groupCount);
    counts.grow(groupCount);
  }

  @Override
  public void update(List<Column> arguments, Selection rows, int[] groups) {
    add(arguments.getFirst(), rows, groups, 1);
  }

  @Override
  public void retract(List<Column> arguments, Selection rows, int[] groups) {
    add(arguments.getFirst(), rows, groups, -1);
  }

  private void add(Column argument, Selection rows, int[] groups, int sign) {
    boolean nulls = argument.hasNulls();
    boolean unsigned = Numbers.isUnsigned(argument);
    long[] values = numbers.longs(argument, rows);
    for (int i = 0; i < rows.count(); i++) {
      if (nulls && argument.isNull(rows.row(i))) {
        continue;
      }
      int group = groups[i];
      add(group, sign > 0 ? values[i] : -values[i]);
      counts.set(group, counts.get(group) + sign);
      if (values[i] < 0 && unsigned) {
        goRound(group, sign);
      }
      if (values[i] == Long.MIN_VALUE && sign < 0) {
        goRound(group, 1); // as it is its own negation
      }
    }
  }

  private void add(int group, long value) {
    long sum = sums.get(group);
    long total = sum + value;
    if (((sum ^ total) & (value ^ total)) < 0) {
      goRound(group, value < 0 ? -1 : 1);
    }
    sums.set(group, total);
  }

  private void goRound(int group, long times) {
    rounds.set(group, rounds.get(group) + times);
  }

  private WadiException overflow() {
    boolean number = type.getType() instanceof ArrowType.Int;
    return new WadiException(
            ErrorCode.NUMERIC_OVERFLOW,
            "a sum does not fit into %s".formatted(number ? "BIGINT" : "an interval"))
        .withHint(number ? "cast the argument to DECIMAL(38, 0) or DOUBLE" : null);
  }

  @Override
  public void merge(List<Column> states, Selection rows, int[] groups) {
    long[] partialSums = numbers.longs(states.get(0), rows);
    long[] partialRounds = roundNumbers.longs(states.get(1), rows);
    long[] partialCounts = countNumbers.longs(states.get(2), rows);
    for (int i = 0; i < rows.count(); i++) {
      add(groups[i], partialSums[i]);
      goRound(groups[i], partialRounds[i]);
      counts.set(groups[i], counts.get(groups[i]) + partialCounts[i]);
    }
  }

  @Override
  public List<Column> state(int from, int to) {
    return List.of(
        StateColumn.of(sums, from, to, StateColumn.INT64, group -> false, allocator),
        StateColumn.of(rounds, from, to, StateColumn.INT64, group -> false, allocator),
        StateColumn.of(counts, from, to, StateColumn.INT64, group -> false, allocator));
  }

  @Override
  public Column result(int from, int to) {
    return results(Selection.range(from, to), allocator);
  }

  @Override
  public Column results(Selection groups, BufferAllocator allocator) {
    boolean months = type.getType() instanceof ArrowType.Interval;
    for (int i = 0; i < groups.count(); i++) {
      long sum = sums.get(groups.row(i));
      if (rounds.get(groups.row(i)) != 0 || months && sum != (int) sum) {
        throw overflow();
      }
    }
    return StateColumn.of(sums, groups, type, group -> counts.get(group) <= 0, allocator);
  }

  @Override
  public void close() {
    sums.close();
    rounds.close();
    counts.close();
  }
}
