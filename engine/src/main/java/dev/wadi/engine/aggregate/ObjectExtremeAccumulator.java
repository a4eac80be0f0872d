package dev.wadi.engine.aggregate;

import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;

/// MIN and MAX of text, binary and decimals, as {@link ComparableObjects}. State: the result.
final class ObjectExtremeAccumulator implements Accumulator {
  private final boolean greatest;
  private final Field type;
  private final BufferAllocator allocator;
  private Object[] best = new Object[0];

  /// @param greatest MAX, otherwise MIN
  ObjectExtremeAccumulator(boolean greatest, Field type, BufferAllocator allocator) {
    this.greatest = greatest;
    this.type = type;
    this.allocator = allocator;
  }

  @Override
  public List<Field> stateFields() {
    return List.of(type);
  }

  @Override
  public void grow(int groupCount) {
    if (groupCount > best.length) {
      best = Arrays.copyOf(best, Math.max(groupCount, 2 * best.length));
    }
  }

  @Override
  public void update(List<Column> arguments, Selection rows, int[] groups) {
    Column argument = arguments.getFirst();
    for (int i = 0; i < rows.count(); i++) {
      Object value = ComparableObjects.read(argument.vector(), rows.row(i));
      Object known = best[groups[i]];
      if (value != null
          && (known == null || greatest == ComparableObjects.compare(value, known) > 0)) {
        best[groups[i]] = value;
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
    FieldVector vector = type.createVector(allocator);
    vector.setInitialCapacity(groups.count());
    vector.allocateNew();
    for (int i = 0; i < groups.count(); i++) {
      Object value = best[groups.row(i)];
      if (value != null) {
        ComparableObjects.write(vector, i, value);
      }
    }
    vector.setValueCount(groups.count());
    return Column.of(vector);
  }

  @Override
  public void close() {
    best = new Object[0];
  }
}
