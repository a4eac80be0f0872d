package dev.wadi.server.flight.metadata;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.DenseUnionVector;
import org.apache.arrow.vector.complex.ListVector;

/// Writes values to vectors: String, Boolean, Integer, Long, `byte[]`, List of values, null, and
/// {@link Alternative} for a union.
final class Cells {
  private Cells() {}

  /// A value of a union.
  ///
  /// @param type which of the union's types it has
  record Alternative(int type, Object value) {}

  static void set(FieldVector vector, int row, Object value) {
    if (value == null) {
      vector.setNull(row);
      return;
    }
    switch (vector) {
      case VarCharVector texts -> texts.setSafe(row, ((String) value).getBytes(UTF_8));
      case VarBinaryVector bytes -> bytes.setSafe(row, (byte[]) value);
      case BitVector bits -> bits.setSafe(row, (Boolean) value ? 1 : 0);
      case IntVector numbers -> numbers.setSafe(row, (Integer) value);
      case UInt4Vector numbers -> numbers.setSafe(row, (Integer) value);
      case UInt1Vector numbers -> numbers.setSafe(row, (Integer) value);
      case BigIntVector numbers -> numbers.setSafe(row, (Long) value);
      case ListVector lists -> setList(lists, row, (List<?>) value);
      case DenseUnionVector union -> setUnion(union, row, (Alternative) value);
      default -> throw new IllegalArgumentException(vector.getField().toString());
    }
  }

  private static void setList(ListVector lists, int row, List<?> values) {
    int start = lists.startNewValue(row);
    for (int i = 0; i < values.size(); i++) {
      set(lists.getDataVector(), start + i, values.get(i));
    }
    lists.endValue(row, values.size());
  }

  // The values of each type are one after the other, in a vector of their own.
  private static void setUnion(DenseUnionVector union, int row, Alternative value) {
    byte type = (byte) value.type();
    union.setTypeId(row, type);
    FieldVector values = (FieldVector) union.getVectorByType(type);
    int place = values.getValueCount();
    values.setValueCount(place + 1);
    set(values, place, value.value());
    values.setValueCount(place + 1);
    union.getOffsetBuffer().setInt((long) row * DenseUnionVector.OFFSET_WIDTH, place);
  }
}
