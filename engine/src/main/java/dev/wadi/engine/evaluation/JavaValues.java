package dev.wadi.engine.evaluation;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.DurationVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.IntervalYearVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.TimeStampNanoVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;

/// Rows of vectors as the Java values that {@link
/// dev.wadi.engine.expression.Expression.GeneratedJava} defines, and back.
final class JavaValues {
  private JavaValues() {}

  /// Reads rows of a vector; null for a null.
  static IntFunction<Object> reader(FieldVector vector) {
    IntFunction<Object> values = nonNullReader(vector);
    return row -> vector.isNull(row) ? null : values.apply(row);
  }

  private static IntFunction<Object> nonNullReader(FieldVector vector) {
    return switch (vector) {
      case BitVector v -> row -> v.get(row) != 0;
      case TinyIntVector v -> v::get;
      case SmallIntVector v -> v::get;
      case IntVector v -> v::get;
      case BigIntVector v -> v::get;
      case UInt1Vector v -> row -> (short) (v.get(row) & 0xff);
      case UInt2Vector v -> row -> (int) v.get(row);
      case UInt4Vector v -> row -> v.get(row) & 0xffffffffL;
      case UInt8Vector v -> row -> new BigDecimal(Long.toUnsignedString(v.get(row)));
      case Float4Vector v -> v::get;
      case Float8Vector v -> v::get;
      case DecimalVector v -> v::getObject;
      case VarCharVector v -> row -> new String(v.get(row), StandardCharsets.UTF_8);
      case VarBinaryVector v -> v::get;
      case DateDayVector v -> v::get;
      case TimeMicroVector v -> row -> (int) (v.get(row) / 1_000);
      case TimeStampMicroVector v -> row -> Math.floorDiv(v.get(row), 1_000);
      case TimeStampNanoVector v -> row -> Math.floorDiv(v.get(row), 1_000_000);
      case DurationVector v ->
          row -> Math.floorDiv(DurationVector.get(v.getDataBuffer(), row), 1_000);
      case IntervalYearVector v -> v::get;
      case ListVector v -> listReader(v);
      case StructVector v -> structReader(v);
      default -> vector::getObject;
    };
  }

  private static IntFunction<Object> listReader(ListVector lists) {
    IntFunction<Object> elements = reader(lists.getDataVector());
    return row -> {
      List<Object> list = new ArrayList<>();
      for (int i = lists.getElementStartIndex(row); i < lists.getElementEndIndex(row); i++) {
        list.add(elements.apply(i));
      }
      return list;
    };
  }

  private static IntFunction<Object> structReader(StructVector structs) {
    List<IntFunction<Object>> fields =
        structs.getChildrenFromFields().stream().map(JavaValues::reader).toList();
    return row -> fields.stream().map(field -> field.apply(row)).toArray();
  }

  /// Writes a value that the generated code returned.
  static void write(FieldVector vector, int row, Object value) {
    if (value == null) {
      vector.setNull(row);
      return;
    }
    switch (vector) {
      case BitVector v -> v.setSafe(row, (Boolean) value ? 1 : 0);
      case TinyIntVector v -> v.setSafe(row, number(value).intValue());
      case SmallIntVector v -> v.setSafe(row, number(value).intValue());
      case IntVector v -> v.setSafe(row, number(value).intValue());
      case BigIntVector v -> v.setSafe(row, number(value).longValue());
      case UInt1Vector v -> v.setSafe(row, number(value).intValue());
      case UInt2Vector v -> v.setSafe(row, number(value).intValue());
      case UInt4Vector v -> v.setSafe(row, number(value).intValue());
      case UInt8Vector v -> v.setSafe(row, number(value).longValue());
      case Float4Vector v -> v.setSafe(row, number(value).floatValue());
      case Float8Vector v -> v.setSafe(row, number(value).doubleValue());
      case DecimalVector v -> v.setSafe(row, decimal(v, value));
      case VarCharVector v -> v.setSafe(row, value.toString().getBytes(StandardCharsets.UTF_8));
      case VarBinaryVector v -> v.setSafe(row, (byte[]) value);
      case DateDayVector v -> v.setSafe(row, number(value).intValue());
      case TimeMicroVector v -> v.setSafe(row, number(value).longValue() * 1_000);
      case TimeStampMicroVector v -> v.setSafe(row, multiply(value, 1_000));
      case TimeStampNanoVector v -> v.setSafe(row, multiply(value, 1_000_000));
      case DurationVector v -> v.setSafe(row, multiply(value, 1_000));
      case IntervalYearVector v -> v.setSafe(row, number(value).intValue());
      case ListVector v -> writeList(v, row, (List<?>) value);
      case StructVector v -> writeStruct(v, row, (Object[]) value);
      default -> throw new IllegalArgumentException("cannot write " + vector.getField().getType());
    }
  }

  private static Number number(Object value) {
    return (Number) value;
  }

  private static long multiply(Object value, long factor) {
    try {
      return Math.multiplyExact(number(value).longValue(), factor);
    } catch (ArithmeticException e) {
      throw new WadiException(
          ErrorCode.NUMERIC_OVERFLOW, value + " milliseconds do not fit in the type's unit", e);
    }
  }

  private static BigDecimal decimal(DecimalVector vector, Object value) {
    BigDecimal number =
        value instanceof BigDecimal decimal ? decimal : new BigDecimal(value.toString());
    BigDecimal rounded = number.setScale(vector.getScale(), RoundingMode.HALF_UP);
    if (rounded.precision() > vector.getPrecision()) {
      throw new WadiException(
          ErrorCode.NUMERIC_OVERFLOW,
          "%s does not fit in DECIMAL(%d, %d)"
              .formatted(number.toPlainString(), vector.getPrecision(), vector.getScale()));
    }
    return rounded;
  }

  private static void writeList(ListVector lists, int row, List<?> elements) {
    int at = lists.startNewValue(row);
    for (int i = 0; i < elements.size(); i++) {
      write(lists.getDataVector(), at + i, elements.get(i));
    }
    lists.endValue(row, elements.size());
  }

  private static void writeStruct(StructVector structs, int row, Object[] fields) {
    structs.setIndexDefined(row);
    List<FieldVector> children = structs.getChildrenFromFields();
    for (int i = 0; i < fields.length; i++) {
      write(children.get(i), row, fields[i]);
    }
  }
}
