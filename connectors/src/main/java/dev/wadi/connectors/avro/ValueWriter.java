package dev.wadi.connectors.avro;

import dev.wadi.connectors.column.ValueText;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.avro.io.Encoder;

/// Writes the value of a row by the schema that {@link TableSchema} makes of its column.
@FunctionalInterface
interface ValueWriter {
  void write(Encoder out, int row) throws IOException;

  /// @param field what the vector holds: the vector may not know
  static ValueWriter of(Field field, FieldVector vector) {
    ValueWriter value = value(field, vector);
    return (out, row) -> {
      boolean none = vector.isNull(row);
      if (field.isNullable()) {
        out.writeIndex(none ? 0 : 1);
      } else if (none) {
        throw new WadiException(
            ErrorCode.NULL_VIOLATION, "column '%s' is NOT NULL".formatted(field.getName()));
      }
      if (!none) {
        value.write(out, row);
      }
    };
  }

  private static ValueWriter value(Field field, FieldVector vector) {
    return switch (vector) {
      case BitVector v -> (out, row) -> out.writeBoolean(v.get(row) != 0);
      case TinyIntVector v -> (out, row) -> out.writeInt(v.get(row));
      case SmallIntVector v -> (out, row) -> out.writeInt(v.get(row));
      case IntVector v -> (out, row) -> out.writeInt(v.get(row));
      case BigIntVector v -> (out, row) -> out.writeLong(v.get(row));
      case UInt1Vector v -> (out, row) -> out.writeInt(v.get(row) & 0xff);
      case UInt2Vector v -> (out, row) -> out.writeInt(v.get(row));
      case UInt4Vector v -> (out, row) -> out.writeLong(Integer.toUnsignedLong(v.get(row)));
      case UInt8Vector v ->
          (out, row) ->
              out.writeBytes(new BigInteger(Long.toUnsignedString(v.get(row))).toByteArray());
      case Float4Vector v -> (out, row) -> out.writeFloat(v.get(row));
      case Float8Vector v -> (out, row) -> out.writeDouble(v.get(row));
      case DecimalVector v ->
          (out, row) -> out.writeBytes(v.getObject(row).unscaledValue().toByteArray());
      // A string is written as the bytes of its UTF-8.
      case VarCharVector v -> (out, row) -> out.writeBytes(v.get(row));
      case VarBinaryVector v -> (out, row) -> out.writeBytes(v.get(row));
      case DateDayVector v -> (out, row) -> out.writeInt(v.get(row));
      case TimeMicroVector v -> (out, row) -> out.writeLong(v.get(row));
      case TimeStampVector v -> (out, row) -> out.writeLong(v.get(row));
      case MapVector v -> map(field, v);
      case ListVector v -> list(field, v);
      case StructVector v -> fields(field.getChildren(), v.getChildrenFromFields());
      default -> text(ValueText.of(field, vector));
    };
  }

  private static ValueWriter text(ValueText value) {
    var text = new StringBuilder();
    return (out, row) -> {
      text.setLength(0);
      value.append(text, row);
      out.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
    };
  }

  /// One after the other.
  static ValueWriter fields(List<Field> fields, List<? extends FieldVector> vectors) {
    List<ValueWriter> writers = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      writers.add(of(fields.get(i), vectors.get(i)));
    }
    return (out, row) -> {
      for (ValueWriter writer : writers) {
        writer.write(out, row);
      }
    };
  }

  private static ValueWriter list(Field field, ListVector vector) {
    ValueWriter element = of(field.getChildren().getFirst(), vector.getDataVector());
    return (out, row) -> {
      int start = vector.getElementStartIndex(row);
      int end = vector.getElementEndIndex(row);
      out.writeArrayStart();
      out.setItemCount((long) end - start);
      for (int i = start; i < end; i++) {
        out.startItem();
        element.write(out, i);
      }
      out.writeArrayEnd();
    };
  }

  // Keys are texts in Avro, whatever they are in the column.
  private static ValueWriter map(Field field, MapVector vector) {
    List<Field> entry = field.getChildren().getFirst().getChildren();
    StructVector entries = (StructVector) vector.getDataVector();
    ValueWriter key = text(ValueText.of(entry.get(0), (FieldVector) entries.getChildByOrdinal(0)));
    ValueWriter value = of(entry.get(1), (FieldVector) entries.getChildByOrdinal(1));
    return (out, row) -> {
      int start = vector.getElementStartIndex(row);
      int end = vector.getElementEndIndex(row);
      out.writeMapStart();
      out.setItemCount((long) end - start);
      for (int i = start; i < end; i++) {
        out.startItem();
        key.write(out, i);
        value.write(out, i);
      }
      out.writeMapEnd();
    };
  }
}
