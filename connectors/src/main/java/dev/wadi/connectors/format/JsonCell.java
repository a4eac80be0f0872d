package dev.wadi.connectors.format;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.wadi.connectors.column.ValueText;
import dev.wadi.sdk.batch.JsonType;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
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
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.util.ReusableByteArray;

/// Writes the value of a row as JSON; null as `null`.
@FunctionalInterface
interface JsonCell {
  void write(JsonGenerator json, int row) throws IOException;

  /// @param field what the vector holds: the vector may not know
  static JsonCell of(Field field, FieldVector vector, JsonOptions options) {
    JsonCell value = value(field, vector, options);
    return (json, row) -> {
      if (vector.isNull(row)) {
        json.writeNull();
      } else {
        value.write(json, row);
      }
    };
  }

  private static JsonCell value(Field field, FieldVector vector, JsonOptions options) {
    return switch (vector) {
      case BitVector v -> (json, row) -> json.writeBoolean(v.get(row) != 0);
      case TinyIntVector v -> (json, row) -> json.writeNumber(v.get(row));
      case SmallIntVector v -> (json, row) -> json.writeNumber(v.get(row));
      case IntVector v -> (json, row) -> json.writeNumber(v.get(row));
      case BigIntVector v -> (json, row) -> json.writeNumber(v.get(row));
      case UInt1Vector v -> (json, row) -> json.writeNumber(v.get(row) & 0xff);
      case UInt2Vector v -> (json, row) -> json.writeNumber((int) v.get(row));
      case UInt4Vector v -> (json, row) -> json.writeNumber(Integer.toUnsignedLong(v.get(row)));
      case UInt8Vector v -> (json, row) -> writeUnsigned(json, v.get(row));
      case Float4Vector v -> (json, row) -> json.writeNumber(v.get(row));
      case Float8Vector v -> (json, row) -> json.writeNumber(v.get(row));
      case DecimalVector v -> decimal(v, options.decimals());
      case VarCharVector v -> JsonType.is(field) ? json(v) : text(v);
      case VarBinaryVector v -> (json, row) -> json.writeBinary(v.get(row));
      case TimeStampMicroVector v when options.unixMillis() ->
          (json, row) -> json.writeNumber(Math.floorDiv(v.get(row), 1_000));
      case TimeStampNanoVector v when options.unixMillis() ->
          (json, row) -> json.writeNumber(Math.floorDiv(v.get(row), 1_000_000));
      case ListVector v -> list(field, v, options);
      case StructVector v -> struct(field, v, options);
      default -> other(vector);
    };
  }

  private static void writeUnsigned(JsonGenerator json, long value) throws IOException {
    if (value >= 0) {
      json.writeNumber(value);
    } else {
      json.writeNumber(new BigInteger(Long.toUnsignedString(value)));
    }
  }

  private static JsonCell decimal(DecimalVector vector, JsonOptions.Decimals encoding) {
    return switch (encoding) {
      case NUMBER -> (json, row) -> json.writeNumber(vector.getObject(row));
      case STRING -> (json, row) -> json.writeString(vector.getObject(row).toPlainString());
      case BYTES ->
          (json, row) -> json.writeBinary(vector.getObject(row).unscaledValue().toByteArray());
    };
  }

  private static JsonCell text(VarCharVector vector) {
    var bytes = new ReusableByteArray();
    return (json, row) -> {
      vector.read(row, bytes);
      json.writeUTF8String(bytes.getBuffer(), 0, (int) bytes.getLength());
    };
  }

  // In one line: line feeds in JSON can only be blanks.
  private static JsonCell json(VarCharVector vector) {
    return (json, row) -> {
      String text = new String(vector.get(row), StandardCharsets.UTF_8);
      json.writeRawValue(text.replace('\n', ' ').replace('\r', ' '));
    };
  }

  private static JsonCell list(Field field, ListVector vector, JsonOptions options) {
    JsonCell element = of(field.getChildren().getFirst(), vector.getDataVector(), options);
    return (json, row) -> {
      json.writeStartArray();
      for (int i = vector.getElementStartIndex(row); i < vector.getElementEndIndex(row); i++) {
        element.write(json, i);
      }
      json.writeEndArray();
    };
  }

  private static JsonCell struct(Field field, StructVector vector, JsonOptions options) {
    JsonFieldsWriter fields =
        new JsonFieldsWriter(field.getChildren(), vector.getChildrenFromFields(), options);
    return fields::write;
  }

  private static JsonCell other(FieldVector vector) {
    ValueText value = ValueText.of(vector);
    var text = new StringBuilder();
    return (json, row) -> {
      text.setLength(0);
      value.append(text, row);
      json.writeString(text.toString());
    };
  }
}
