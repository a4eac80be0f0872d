package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.Bits;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// Times of TIMESTAMP columns in microseconds, whatever their unit.
final class Micros {
  private static final long NANOS_PER_MICRO = 1000;

  private Micros() {}

  /// The times of some rows, rounded down; nulls give nothing of use.
  static long[] of(Column time, Selection rows) {
    MemorySegment times = time.data();
    long[] micros = new long[rows.count()];
    for (int i = 0; i < micros.length; i++) {
      micros[i] = times.getAtIndex(ValueLayout.JAVA_LONG, rows.row(i));
    }
    if (isNanos(time.field())) {
      for (int i = 0; i < micros.length; i++) {
        micros[i] = Math.floorDiv(micros[i], NANOS_PER_MICRO);
      }
    }
    return micros;
  }

  /// A time as a value of a column.
  static long in(Field type, long micros) {
    return isNanos(type) ? Math.multiplyExact(micros, NANOS_PER_MICRO) : micros;
  }

  private static boolean isNanos(Field field) {
    return field.getType() instanceof ArrowType.Timestamp type
        && type.getUnit() == TimeUnit.NANOSECOND;
  }

  /// The first times of an array as a column.
  static Column column(Field type, long[] micros, int count, BufferAllocator allocator) {
    BaseFixedWidthVector vector = StateColumn.allocate(type, count, allocator);
    MemorySegment data = Column.segment(vector.getDataBuffer());
    for (int i = 0; i < count; i++) {
      data.setAtIndex(ValueLayout.JAVA_LONG, i, in(type, micros[i]));
    }
    Bits.setAll(Column.segment(vector.getValidityBuffer()), count);
    vector.setValueCount(count);
    return Column.of(vector);
  }
}
