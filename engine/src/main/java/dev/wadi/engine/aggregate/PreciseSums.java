package dev.wadi.engine.aggregate;

import dev.wadi.engine.state.StateArray;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/// A sum of doubles per group, as {@link Precise}: rounded to a double, it hardly ever depends on
/// the order of rows, and taking back what was added leaves what was there before. A sum that is
/// not finite stays so.
final class PreciseSums implements AutoCloseable {
  /// The types of a state's columns.
  static final List<Field> FIELDS = List.of(StateColumn.FLOAT64, StateColumn.FLOAT64);

  private final BufferAllocator allocator;
  private final StateArray highs;
  private final StateArray lows;
  private final Numbers highNumbers = new Numbers();
  private final Numbers lowNumbers = new Numbers();

  PreciseSums(BufferAllocator allocator) {
    this.allocator = allocator;
    this.highs = new StateArray(allocator);
    this.lows = new StateArray(allocator);
  }

  void grow(int groupCount) {
    highs.grow(groupCount);
    lows.grow(groupCount);
  }

  Precise get(int group) {
    return new Precise(highs.getDouble(group), lows.getDouble(group));
  }

  void add(int group, Precise value) {
    Precise sum = get(group).plus(value);
    highs.setDouble(group, sum.high());
    lows.setDouble(group, sum.low());
  }

  void add(int group, double value) {
    add(group, Precise.of(value));
  }

  /// Reads what {@link #state} wrote.
  Precise[] read(List<Column> states, Selection rows) {
    double[] high = highNumbers.doubles(states.get(0), rows);
    double[] low = lowNumbers.doubles(states.get(1), rows);
    Precise[] sums = new Precise[rows.count()];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = new Precise(high[i], low[i]);
    }
    return sums;
  }

  List<Column> state(int from, int to) {
    return List.of(
        StateColumn.of(highs, from, to, StateColumn.FLOAT64, group -> false, allocator),
        StateColumn.of(lows, from, to, StateColumn.FLOAT64, group -> false, allocator));
  }

  @Override
  public void close() {
    highs.close();
    lows.close();
  }
}
