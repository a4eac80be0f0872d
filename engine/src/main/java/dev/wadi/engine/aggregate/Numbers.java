package dev.wadi.engine.aggregate;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// Reads number columns of any width into arrays, so that an aggregate needs one loop only. Entries
/// of null rows are unspecified.
final class Numbers {
  private long[] longs = new long[0];
  private double[] doubles = new double[0];

  /// Whole numbers, times and dates, signed or unsigned; 64-bit unsigned ones as their bits.
  long[] longs(Column column, Selection rows) {
    int count = rows.count();
    if (longs.length < count) {
      longs = new long[count];
    }
    int width = ((BaseFixedWidthVector) column.vector()).getTypeWidth();
    readLongs(column.data(), width, rows.rows(), count, longs);
    if (isUnsigned(column) && width < 8) {
      long mask = (1L << (8 * width)) - 1;
      for (int i = 0; i < count; i++) {
        longs[i] &= mask;
      }
    }
    return longs;
  }

  static boolean isUnsigned(Column column) {
    return column.field().getType() instanceof ArrowType.Int type && !type.getIsSigned();
  }

  private static void readLongs(MemorySegment data, int width, int[] rows, int count, long[] out) {
    switch (width) {
      case 1 -> {
        for (int i = 0; i < count; i++) {
          out[i] = data.get(JAVA_BYTE, rows[i]);
        }
      }
      case 2 -> {
        for (int i = 0; i < count; i++) {
          out[i] = data.getAtIndex(JAVA_SHORT_UNALIGNED, rows[i]);
        }
      }
      case 4 -> {
        for (int i = 0; i < count; i++) {
          out[i] = data.getAtIndex(JAVA_INT_UNALIGNED, rows[i]);
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          out[i] = data.getAtIndex(JAVA_LONG_UNALIGNED, rows[i]);
        }
      }
    }
  }

  /// Writes the low bytes of a value into a vector that has room for it.
  static void write(BaseFixedWidthVector vector, int index, long value) {
    MemorySegment data = Column.segment(vector.getDataBuffer());
    switch (vector.getTypeWidth()) {
      case 1 -> data.set(JAVA_BYTE, index, (byte) value);
      case 2 -> data.setAtIndex(JAVA_SHORT_UNALIGNED, index, (short) value);
      case 4 -> data.setAtIndex(JAVA_INT_UNALIGNED, index, (int) value);
      default -> data.setAtIndex(JAVA_LONG_UNALIGNED, index, value);
    }
  }

  /// Numbers of any type.
  double[] doubles(Column column, Selection rows) {
    int count = rows.count();
    if (doubles.length < count) {
      doubles = new double[count];
    }
    switch (column.field().getType()) {
      case ArrowType.FloatingPoint type when type.getPrecision() == FloatingPointPrecision.SINGLE ->
          readFloats(column.data(), rows);
      case ArrowType.FloatingPoint _ -> readDoubles(column.data(), rows);
      case ArrowType.Decimal _ -> readDecimals(column, rows);
      default -> convertLongs(column, rows);
    }
    return doubles;
  }

  private void readFloats(MemorySegment data, Selection rows) {
    for (int i = 0; i < rows.count(); i++) {
      doubles[i] = data.getAtIndex(JAVA_FLOAT_UNALIGNED, rows.row(i));
    }
  }

  private void readDoubles(MemorySegment data, Selection rows) {
    for (int i = 0; i < rows.count(); i++) {
      doubles[i] = data.getAtIndex(JAVA_DOUBLE_UNALIGNED, rows.row(i));
    }
  }

  private void readDecimals(Column column, Selection rows) {
    var vector = (DecimalVector) column.vector();
    for (int i = 0; i < rows.count(); i++) {
      BigDecimal value = vector.getObject(rows.row(i));
      doubles[i] = value == null ? 0 : value.doubleValue();
    }
  }

  private void convertLongs(Column column, Selection rows) {
    long[] values = longs(column, rows);
    boolean unsigned = isUnsigned(column);
    for (int i = 0; i < rows.count(); i++) {
      long value = values[i];
      doubles[i] = value < 0 && unsigned ? (value >>> 1 | value & 1) * 2.0 : value;
    }
  }
}
