package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.Bits;
import dev.wadi.engine.state.StateArray;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.types.pojo.Field;

/// MIN and MAX (and, on booleans, BOOL_AND and BOOL_OR) of types of at most 8 bytes, as {@link
/// ComparableLongs}. State: the result.
final class FixedExtremeAccumulator implements Accumulator {
  private final boolean greatest;
  private final Field type;
  private final BufferAllocator allocator;
  private final StateArray best;
  private final StateArray seen;
  private final ComparableLongs comparable;

  /// @param greatest MAX, otherwise MIN
  FixedExtremeAccumulator(boolean greatest, Field type, BufferAllocator allocator) {
    this.greatest = greatest;
    this.type = type;
    this.allocator = allocator;
    this.best = new StateArray(allocator);
    this.seen = new StateArray(allocator);
    this.comparable = new ComparableLongs(type);
  }

  @Override
  public List<Field> stateFields() {
    return List.of(type);
  }

  @Override
  public void grow(int groupCount) {
    best.grow(groupCount);
    seen.grow(groupCount);
  }

  @Override
  public void update(List<Column> arguments, Selection rows, int[] groups) {
    Column argument = arguments.getFirst();
    boolean nulls = argument.hasNulls();
    long[] values = comparable.read(argument, rows);
    for (int i = 0; i < rows.count(); i++) {
      if (nulls && argument.isNull(rows.row(i))) {
        continue;
      }
      int group = groups[i];
      long value = values[i];
      if (seen.get(group) == 0 || greatest == value > best.get(group)) {
        best.set(group, value);
        seen.set(group, 1);
      }
    }
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
    return results(Selection.range(from, to), allocator);
  }

  @Override
  public Column results(Selection groups, BufferAllocator allocator) {
    BaseFixedWidthVector vector = StateColumn.allocate(type, groups.count(), allocator);
    MemorySegment validity = Column.segment(vector.getValidityBuffer());
    for (int i = 0; i < groups.count(); i++) {
      comparable.write(vector, i, best.get(groups.row(i)));
      Bits.set(validity, i, seen.get(groups.row(i)) != 0);
    }
    vector.setValueCount(groups.count());
    return Column.of(vector);
  }

  @Override
  public void close() {
    best.close();
    seen.close();
  }
}
