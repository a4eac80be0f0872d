package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.Bits;
import dev.wadi.engine.state.StateArray;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.IntPredicate;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/// Writes ranges of states as columns of 64-bit values.
final class StateColumn {
  static final Field INT64 = field(new ArrowType.Int(64, true));
  static final Field FLOAT64 =
      field(
          new ArrowType.FloatingPoint(org.apache.arrow.vector.types.FloatingPointPrecision.DOUBLE));

  private StateColumn() {}

  private static Field field(ArrowType type) {
    return new Field("", FieldType.nullable(type), null);
  }

  /// The longs (or the bits of doubles) of groups `from` to `to - 1`.
  ///
  /// @param type of 8 bytes, or of 4 that hold the values
  /// @param isNull which groups are null
  static Column of(
      StateArray states, int from, int to, Field type, IntPredicate isNull, BufferAllocator a) {
    return of(states, Selection.range(from, to), type, isNull, a);
  }

  /// The same of some groups.
  static Column of(
      StateArray states, Selection groups, Field type, IntPredicate isNull, BufferAllocator a) {
    int count = groups.count();
    BaseFixedWidthVector vector = allocate(type, count, a);
    MemorySegment data = Column.segment(vector.getDataBuffer());
    boolean longs = vector.getTypeWidth() == Long.BYTES;
    MemorySegment validity = Column.segment(vector.getValidityBuffer());
    for (int i = 0; i < count; i++) {
      int group = groups.row(i);
      if (longs) {
        data.setAtIndex(ValueLayout.JAVA_LONG, i, states.get(group));
      } else {
        data.setAtIndex(ValueLayout.JAVA_INT, i, (int) states.get(group));
      }
      Bits.set(validity, i, !isNull.test(group));
    }
    vector.setValueCount(count);
    return Column.of(vector);
  }

  /// An empty vector with room for `count` values.
  static BaseFixedWidthVector allocate(Field type, int count, BufferAllocator allocator) {
    var vector = (BaseFixedWidthVector) type.createVector(allocator);
    vector.allocateNew(Math.max(1, count));
    return vector;
  }
}
