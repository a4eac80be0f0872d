package dev.wadi.engine.aggregate;

import dev.wadi.engine.plan.AggregateCall.AggregateFunction;
import dev.wadi.engine.state.StateArray;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/// Variances and standard deviations, numerically stable: rows after Welford (1962), merging after
/// Chan, Golub and LeVeque (1979). State: count, mean, sum of squared differences from the mean.
final class VarianceAccumulator implements Accumulator {
  private final AggregateFunction function;
  private final Field type;
  private final BufferAllocator allocator;
  private final StateArray counts;
  private final StateArray means;
  private final StateArray squares;
  private final Numbers numbers = new Numbers();
  private final Numbers meanNumbers = new Numbers();
  private final Numbers squareNumbers = new Numbers();

  VarianceAccumulator(AggregateFunction function, Field type, BufferAllocator allocator) {
    this.function = function;
    this.type = type;
    this.allocator = allocator;
    this.counts = new StateArray(allocator);
    this.means = new StateArray(allocator);
    this.squares = new StateArray(allocator);
  }

  @Override
  public List<Field> stateFields() {
    return List.of(StateColumn.INT64, StateColumn.FLOAT64, StateColumn.FLOAT64);
  }

  @Override
  public void grow(int groupCount) {
    counts.grow(groupCount);
    means.grow(groupCount);
    squares.grow(groupCount);
  }

  @Override
  public void update(List<Column> arguments, Selection rows, int[] groups) {
    Column argument = arguments.getFirst();
    boolean nulls = argument.hasNulls();
    double[] values = numbers.doubles(argument, rows);
    for (int i = 0; i < rows.count(); i++) {
      if (!nulls || !argument.isNull(rows.row(i))) {
        add(groups[i], values[i]);
      }
    }
  }

  private void add(int group, double value) {
    long count = counts.get(group) + 1;
    double mean = means.getDouble(group);
    double newMean = mean + (value - mean) / count;
    counts.set(group, count);
    means.setDouble(group, newMean);
    squares.setDouble(group, squares.getDouble(group) + (value - mean) * (value - newMean));
  }

  @Override
  public void merge(List<Column> states, Selection rows, int[] groups) {
    long[] otherCounts = numbers.longs(states.get(0), rows);
    double[] otherMeans = meanNumbers.doubles(states.get(1), rows);
    double[] otherSquares = squareNumbers.doubles(states.get(2), rows);
    for (int i = 0; i < rows.count(); i++) {
      if (otherCounts[i] > 0) {
        merge(groups[i], otherCounts[i], otherMeans[i], otherSquares[i]);
      }
    }
  }

  private void merge(int group, long otherCount, double otherMean, double otherSquares) {
    long count = counts.get(group);
    long total = count + otherCount;
    double delta = otherMean - means.getDouble(group);
    means.setDouble(group, means.getDouble(group) + delta * otherCount / total);
    squares.setDouble(
        group,
        squares.getDouble(group)
            + otherSquares
            + delta * delta * ((double) count * otherCount / total));
    counts.set(group, total);
  }

  @Override
  public List<Column> state(int from, int to) {
    return List.of(
        StateColumn.of(counts, from, to, StateColumn.INT64, group -> false, allocator),
        StateColumn.of(means, from, to, StateColumn.FLOAT64, group -> false, allocator),
        StateColumn.of(squares, from, to, StateColumn.FLOAT64, group -> false, allocator));
  }

  @Override
  public Column result(int from, int to) {
    try (var results = new StateArray(allocator)) {
      results.grow(to);
      for (int group = from; group < to; group++) {
        results.setDouble(group, result(counts.get(group), squares.getDouble(group)));
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
    means.close();
    squares.close();
  }
}
