package dev.wadi.engine.aggregate;

import dev.wadi.engine.state.StateArray;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.math.BigDecimal;
import java.util.Arrays;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;

/// Values with an order, in numbered places.
sealed interface OrderedValues extends AutoCloseable {
  static OrderedValues of(Field type, BufferAllocator allocator) {
    return ComparableLongs.supports(type) ? new Longs(type, allocator) : new Objects();
  }

  /// Makes places 0 to count - 1 usable.
  void grow(int count);

  /// Takes the values of rows as candidates 0, 1, 2 ... until the next call.
  void read(Column column, Selection rows);

  /// The order of a candidate and the value in a place.
  int compare(int candidate, int place);

  void store(int candidate, int place);

  /// The value in a place is needed no longer.
  void forget(int place);

  void write(FieldVector vector, int index, int place);

  /// The number in a place.
  double number(int place);

  /// The whole number or decimal in a place.
  BigDecimal exact(int place);

  @Override
  void close();

  /// Values of at most 8 bytes, off-heap.
  final class Longs implements OrderedValues {
    private final ComparableLongs comparable;
    private final StateArray values;
    private long[] candidates;

    private Longs(Field type, BufferAllocator allocator) {
      this.comparable = new ComparableLongs(type);
      this.values = new StateArray(allocator);
    }

    @Override
    public void grow(int count) {
      values.grow(count);
    }

    @Override
    public void read(Column column, Selection rows) {
      candidates = comparable.read(column, rows);
    }

    @Override
    public int compare(int candidate, int place) {
      return Long.compare(candidates[candidate], values.get(place));
    }

    @Override
    public void store(int candidate, int place) {
      values.set(place, candidates[candidate]);
    }

    @Override
    public void forget(int place) {
      // holds no memory
    }

    @Override
    public void write(FieldVector vector, int index, int place) {
      while (vector.getValueCapacity() <= index) {
        vector.reAlloc();
      }
      comparable.write((BaseFixedWidthVector) vector, index, values.get(place));
      BitVectorHelper.setBit(vector.getValidityBuffer(), index);
    }

    @Override
    public double number(int place) {
      return comparable.number(values.get(place));
    }

    @Override
    public BigDecimal exact(int place) {
      return comparable.exact(values.get(place));
    }

    @Override
    public void close() {
      values.close();
    }
  }

  /// Values of any size.
  final class Objects implements OrderedValues {
    private Object[] values = new Object[0];
    private Object[] candidates;

    @Override
    public void grow(int count) {
      if (count > values.length) {
        values = Arrays.copyOf(values, Math.max(count, 2 * values.length));
      }
    }

    @Override
    public void read(Column column, Selection rows) {
      candidates = new Object[rows.count()];
      for (int i = 0; i < candidates.length; i++) {
        candidates[i] = ComparableObjects.read(column.vector(), rows.row(i));
      }
    }

    @Override
    public int compare(int candidate, int place) {
      return ComparableObjects.compare(candidates[candidate], values[place]);
    }

    @Override
    public void store(int candidate, int place) {
      values[place] = candidates[candidate];
    }

    @Override
    public void forget(int place) {
      values[place] = null;
    }

    @Override
    public void write(FieldVector vector, int index, int place) {
      ComparableObjects.write(vector, index, values[place]);
    }

    @Override
    public double number(int place) {
      return exact(place).doubleValue();
    }

    @Override
    public BigDecimal exact(int place) {
      return (BigDecimal) values[place];
    }

    @Override
    public void close() {
      values = new Object[0];
    }
  }
}
