package dev.wadi.wasm.conformance;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;

/// Values of vectors, as objects that can be compared: Boolean, Long for everything of whole
/// numbers (times, too), Float, Double, BigDecimal, String, ByteBuffer, a List of items, a {@link
/// Row} of fields.
final class VectorReader {
  private VectorReader() {}

  static List<Row> rows(List<FieldVector> vectors, int rowCount) {
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < rowCount; row++) {
      rows.add(row(vectors, row));
    }
    return rows;
  }

  private static Row row(List<FieldVector> vectors, int row) {
    List<Object> values = new ArrayList<>();
    vectors.forEach(vector -> values.add(value(vector, row)));
    return new Row(values);
  }

  /// All values of a vector.
  static List<Object> values(FieldVector vector) {
    return items(vector, 0, vector.getValueCount());
  }

  private static List<Object> items(FieldVector vector, int from, int to) {
    List<Object> values = new ArrayList<>();
    for (int row = from; row < to; row++) {
      values.add(value(vector, row));
    }
    return values;
  }

  private static Object value(FieldVector vector, int row) {
    if (vector.isNull(row)) {
      return null;
    }
    return switch (vector) {
      case BitVector bits -> bits.get(row) != 0;
      case DecimalVector decimals -> decimals.getObject(row);
      case Float4Vector floats -> floats.get(row);
      case Float8Vector doubles -> doubles.get(row);
      case VarCharVector texts -> new String(texts.get(row), StandardCharsets.UTF_8);
      case VarBinaryVector bytes -> ByteBuffer.wrap(bytes.get(row));
      case ListVector lists ->
          items(
              lists.getDataVector(),
              lists.getElementStartIndex(row),
              lists.getElementEndIndex(row));
      case StructVector structs -> row(structs.getChildrenFromFields(), row);
      case BaseFixedWidthVector fixed -> whole(fixed, row);
      default -> throw new IllegalStateException("a vector of " + vector.getField());
    };
  }

  private static Long whole(BaseFixedWidthVector vector, int row) {
    ArrowBuf values = vector.getDataBuffer();
    int width = vector.getTypeWidth();
    long at = (long) row * width;
    return switch (width) {
      case 1 -> (long) values.getByte(at);
      case 2 -> (long) values.getShort(at);
      case 4 -> (long) values.getInt(at);
      default -> values.getLong(at);
    };
  }
}
