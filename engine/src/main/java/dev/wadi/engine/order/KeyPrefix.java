package dev.wadi.engine.order;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.wadi.engine.batch.Bytes;
import dev.wadi.engine.plan.SortKey;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.lang.foreign.MemorySegment;
import java.util.function.IntToLongFunction;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// 64 bits per row that are ordered as the rows by one key, or equal where they cannot tell.
public final class KeyPrefix {
  private KeyPrefix() {}

  static long[] of(Column column, int rowCount, SortKey key) {
    return of(column, null, rowCount, key);
  }

  /// Of some rows, in their order.
  public static long[] of(Column column, Selection rows, SortKey key) {
    return of(column, rows.rows(), rows.count(), key);
  }

  /// Whether rows whose bits are equal are equal by the key.
  public static boolean decides(Field type) {
    return !type.isNullable()
        && switch (type.getType()) {
          case ArrowType.Int _, ArrowType.Timestamp _, ArrowType.Date _, ArrowType.Time _ -> true;
          case ArrowType.Bool _ -> true;
          default -> false;
        };
  }

  private static long[] of(Column column, int[] rows, int rowCount, SortKey key) {
    IntToLongFunction value = ascending(column);
    long whenNull = key.nullsFirst() ? Long.MIN_VALUE : Long.MAX_VALUE;
    boolean nulls = column.hasNulls();
    long[] prefixes = new long[rowCount];
    for (int i = 0; i < rowCount; i++) {
      int row = rows == null ? i : rows[i];
      if (nulls && column.isNull(row)) {
        prefixes[i] = whenNull;
      } else {
        long prefix = value.applyAsLong(row);
        prefixes[i] = key.descending() ? ~prefix : prefix;
      }
    }
    return prefixes;
  }

  private static IntToLongFunction ascending(Column column) {
    return switch (column.vector()) {
      case BitVector bits -> row -> bits.get(row);
      case DecimalVector _ -> {
        MemorySegment data = column.data();
        yield row -> data.getAtIndex(JAVA_LONG_UNALIGNED, 2L * row + 1);
      }
      case BaseFixedWidthVector fixed -> fixed(fixed, column.data());
      case BaseVariableWidthVector _ -> bytes(column.data(), column.offsets());
      default -> row -> 0;
    };
  }

  private static IntToLongFunction fixed(BaseFixedWidthVector vector, MemorySegment data) {
    return switch (vector) {
      case Float8Vector _ -> row -> bits(data.getAtIndex(JAVA_DOUBLE_UNALIGNED, row));
      case Float4Vector floats -> row -> bits(floats.get(row));
      case UInt1Vector _ -> row -> Byte.toUnsignedLong(data.get(JAVA_BYTE, row));
      case UInt2Vector _ -> row -> Short.toUnsignedLong(data.getAtIndex(JAVA_SHORT_UNALIGNED, row));
      case UInt4Vector _ -> row -> Integer.toUnsignedLong(data.getAtIndex(JAVA_INT_UNALIGNED, row));
      case UInt8Vector _ -> row -> data.getAtIndex(JAVA_LONG_UNALIGNED, row) ^ Long.MIN_VALUE;
      default ->
          switch (vector.getTypeWidth()) {
            case 1 -> row -> data.get(JAVA_BYTE, row);
            case 2 -> row -> data.getAtIndex(JAVA_SHORT_UNALIGNED, row);
            case 4 -> row -> data.getAtIndex(JAVA_INT_UNALIGNED, row);
            case 8 -> row -> data.getAtIndex(JAVA_LONG_UNALIGNED, row);
            default -> row -> 0;
          };
    };
  }

  // The bits of a double are in its order, but for negative ones, which are the other way round.
  private static long bits(double value) {
    long bits = Double.doubleToLongBits(value + 0.0);
    return bits < 0 ? bits ^ Long.MAX_VALUE : bits;
  }

  private static IntToLongFunction bytes(MemorySegment data, MemorySegment offsets) {
    return row -> {
      int start = offsets.getAtIndex(JAVA_INT_UNALIGNED, row);
      int length = Math.min(8, offsets.getAtIndex(JAVA_INT_UNALIGNED, row + 1) - start);
      return Long.reverseBytes(Bytes.word(data, start, length)) ^ Long.MIN_VALUE;
    };
  }
}
