package dev.wadi.engine.aggregate;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.math.BigDecimal;
import java.util.Arrays;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;

/// Text (by code point), binary (by unsigned byte) and decimals as Java objects.
final class ComparableObjects {
  private ComparableObjects() {}

  /// The value of a row, or null.
  static Object read(FieldVector vector, int row) {
    if (vector.isNull(row)) {
      return null;
    }
    return switch (vector) {
      case DecimalVector decimals -> decimals.getObject(row);
      case VarCharVector texts -> texts.get(row);
      case VarBinaryVector binaries -> binaries.get(row);
      default ->
          throw new WadiException(
              ErrorCode.TYPE_MISMATCH,
              "min and max do not take %s".formatted(vector.getField().getType()));
    };
  }

  static int compare(Object a, Object b) {
    return a instanceof BigDecimal decimal
        ? decimal.compareTo((BigDecimal) b)
        : Arrays.compareUnsigned((byte[]) a, (byte[]) b);
  }

  static void write(FieldVector vector, int index, Object value) {
    if (vector instanceof DecimalVector decimals) {
      decimals.setSafe(index, (BigDecimal) value);
    } else {
      ((BaseVariableWidthVector) vector).setSafe(index, (byte[]) value);
    }
  }
}
