package dev.wadi.engine.aggregate;

import dev.wadi.engine.plan.AggregateCall.AggregateFunction;
import dev.wadi.engine.state.StateArray;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/// Variances and standard deviations, from sums of differences from a pivot (a group's first value)
/// and of their squares, which are precise enough to be subtracted. State: count, count of values
/// that are not finite, pivot, and both sums.
final class VarianceAccumulator implements Accumulator {
  /// What is smaller than this part of the sum of squares is rounding.
  private static final double NOISE = 0x1p-98;

  private final AggregateFunction function;
  private final Field type;
  private final BufferAllocator allocator;
  private final StateArray counts;
  private final StateArray nonFinite;
  private final StateArray pivots;
  private final PreciseSums sums;
  private final PreciseSums squares;
  private final Numbers numbers = new Numbers();
  private final Numbers nonFiniteNumbers = new Numbers();
  private final Numbers pivotNumbers = new Numbers();

  VarianceAccumulator(AggregateFunction function, Field type, BufferAllocator allocator) {
    this.function = function;
    this.type = type;
    this.allocator = allocator;
    this.counts = new StateArray(allocator);
    this.nonFinite = new StateArray(allocator);
    this.pivots = new StateArray(allocator);
    this.sums = new PreciseSums(allocator);
    this.squares = new PreciseSums(allocator);
  }

  @Override
  public List<Field> stateFields() {
    List<Field> fields =
        new ArrayList<>(List.of(StateColumn.INT64, StateColumn.INT64, StateColumn.FLOAT64));
    fields.addAll(PreciseSums.FIELDS);
    fields.addAll(PreciseSums.FIELDS);
    return fields;
  }

  @Override
  public void grow(int groupCount) {
    counts.grow(groupCount);
    nonFinite.grow(groupCount);
    pivots.grow(groupCount);
    sums.grow(groupCount);
    squares.grow(groupCount);
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
    double[] values = numbers.doubles(argument, rows);
    for (int i = 0; i < rows.count(); i++) {
      if (!nulls || !argument.isNull(rows.row(i))) {
        add(groups[i], values[i], sign);
      }
    }
  }

  private void add(int group, double value, int sign) {
    if (Double.isFinite(value)) {
      Precise difference = Precise.difference(value, pivot(group, value));
      add(group, sign, difference.times(sign), difference.times(difference).times(sign));
    } else {
      counts.set(group, counts.get(group) + sign);
      nonFinite.set(group, nonFinite.get(group) + sign);
    }
  }

  private void add(int group, long count, Precise sum, Precise square) {
    counts.set(group, counts.get(group) + count);
    sums.add(group, sum);
    squares.add(group, square);
  }

  // Where nothing has been added, any pivot is right.
  private double pivot(int group, double proposed) {
    if (counts.get(group) == nonFinite.get(group)
        && sums.get(group).isZero()
        && squares.get(group).isZero()) {
      pivots.setDouble(group, proposed);
    }
    return pivots.getDouble(group);
  }

  @Override
  public void merge(List<Column> states, Selection rows, int[] groups) {
    long[] otherCounts = numbers.longs(states.get(0), rows);
    long[] otherNonFinite = nonFiniteNumbers.longs(states.get(1), rows);
    double[] otherPivots = pivotNumbers.doubles(states.get(2), rows);
    Precise[] otherSums = sums.read(states.subList(3, 5), rows);
    Precise[] otherSquares = squares.read(states.subList(5, 7), rows);
    for (int i = 0; i < rows.count(); i++) {
      int group = groups[i];
      double finite = otherCounts[i] - otherNonFinite[i];
      Precise shift = Precise.difference(otherPivots[i], pivot(group, otherPivots[i]));
      Precise shifted = shift.times(finite);
      add(
          group,
          otherCounts[i],
          otherSums[i].plus(shifted),
          otherSquares[i].plus(shift.times(otherSums[i].times(2).plus(shifted))));
      nonFinite.set(group, nonFinite.get(group) + otherNonFinite[i]);
    }
  }

  @Override
  public List<Column> state(int from, int to) {
    List<Column> columns = new ArrayList<>();
    columns.add(StateColumn.of(counts, from, to, StateColumn.INT64, group -> false, allocator));
    columns.add(StateColumn.of(nonFinite, from, to, StateColumn.INT64, group -> false, allocator));
    columns.add(StateColumn.of(pivots, from, to, StateColumn.FLOAT64, group -> false, allocator));
    columns.addAll(sums.state(from, to));
    columns.addAll(squares.state(from, to));
    return columns;
  }

  @Override
  public Column result(int from, int to) {
    try (var results = new StateArray(allocator)) {
      results.grow(to);
      for (int group = from; group < to; group++) {
        double deviations = nonFinite.get(group) > 0 ? Double.NaN : deviations(group);
        results.setDouble(group, result(counts.get(group), deviations));
      }
      return StateColumn.of(
          results, from, to, type, group -> counts.get(group) < leastRows(), allocator);
    }
  }

  private int leastRows() {
    return switch (function) {
      case STDDEV_SAMP, VAR_SAMP -> 2;
      default -> 1;
    };
  }

  // The sum of squared differences from the mean.
  private double deviations(int group) {
    double count = counts.get(group);
    Precise sum = sums.get(group);
    Precise square = squares.get(group).times(count);
    double result = square.minus(sum.times(sum)).high();
    return result <= NOISE * square.high() ? 0 : result / count;
  }

  private double result(long count, double sumOfSquares) {
    return switch (function) {
      case VAR_SAMP -> sumOfSquares / (count - 1);
      case STDDEV_SAMP -> Math.sqrt(sumOfSquares / (count - 1));
      case VAR_POP -> sumOfSquares / count;
      case STDDEV_POP -> Math.sqrt(sumOfSquares / count);
      default -> throw new IllegalStateException("not a variance: " + function);
    };
  }

  @Override
  public void close() {
    counts.close();
    nonFinite.close();
    pivots.close();
    sums.close();
    squares.close();
  }
}
