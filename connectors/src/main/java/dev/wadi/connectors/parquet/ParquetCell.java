package dev.wadi.connectors.parquet;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
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
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/// Writes the value of a row that is not null, in the type that {@link ParquetTypes} gives it.
@FunctionalInterface
interface ParquetCell {
  void write(RecordConsumer out, int row);

  static ParquetCell of(FieldVector vector) {
    return switch (vector) {
      case BitVector v -> (out, row) -> out.addBoolean(v.get(row) != 0);
      case TinyIntVector v -> (out, row) -> out.addInteger(v.get(row));
      case SmallIntVector v -> (out, row) -> out.addInteger(v.get(row));
      case IntVector v -> (out, row) -> out.addInteger(v.get(row));
      case BigIntVector v -> (out, row) -> out.addLong(v.get(row));
      case UInt1Vector v -> (out, row) -> out.addInteger(v.get(row) & 0xff);
      case UInt2Vector v -> (out, row) -> out.addInteger(v.get(row));
      case UInt4Vector v -> (out, row) -> out.addInteger(v.get(row));
      case UInt8Vector v -> (out, row) -> out.addLong(v.get(row));
      case Float4Vector v -> (out, row) -> out.addFloat(v.get(row));
      case Float8Vector v -> (out, row) -> out.addDouble(v.get(row));
      case DecimalVector v -> decimal(v);
      case VarCharVector v -> (out, row) -> out.addBinary(Binary.fromConstantByteArray(v.get(row)));
      case VarBinaryVector v ->
          (out, row) -> out.addBinary(Binary.fromConstantByteArray(v.get(row)));
      case DateDayVector v -> (out, row) -> out.addInteger(v.get(row));
      case TimeMicroVector v -> (out, row) -> out.addLong(v.get(row));
      case TimeStampMicroVector v -> (out, row) -> out.addLong(v.get(row));
      case TimeStampNanoVector v -> (out, row) -> out.addLong(v.get(row));
      case DurationVector v ->
          (out, row) -> out.addLong(DurationVector.get(v.getDataBuffer(), row));
      case IntervalYearVector v -> (out, row) -> out.addInteger(v.get(row));
      case MapVector v -> map(v);
      case ListVector v -> list(v);
      case StructVector v -> struct(v);
      default -> throw new IllegalStateException("ParquetTypes should have refused " + vector);
    };
  }

  private static ParquetCell decimal(DecimalVector vector) {
    int precision = vector.getPrecision();
    if (ParquetTypes.fitsInt32(precision)) {
      return (out, row) -> out.addInteger(vector.getObject(row).unscaledValue().intValueExact());
    }
    if (ParquetTypes.fitsInt64(precision)) {
      return (out, row) -> out.addLong(vector.getObject(row).unscaledValue().longValueExact());
    }
    int length = ParquetTypes.decimalBytes(precision);
    return (out, row) -> out.addBinary(bytes(vector.getObject(row), length));
  }

  // Big-endian, with the sign extended to the left.
  private static Binary bytes(BigDecimal value, int length) {
    byte[] significant = value.unscaledValue().toByteArray();
    byte[] padded = new byte[length];
    Arrays.fill(padded, (byte) (value.signum() < 0 ? -1 : 0));
    System.arraycopy(significant, 0, padded, length - significant.length, significant.length);
    return Binary.fromConstantByteArray(padded);
  }

  private static ParquetCell list(ListVector vector) {
    FieldVector elements = vector.getDataVector();
    ParquetCell element = of(elements);
    ParquetCell group =
        (out, row) -> {
          out.startGroup();
          writeField(out, "element", 0, elements, element, row);
          out.endGroup();
        };
    return repeated(vector, "list", group);
  }

  // Its entries are structs of a key and a value.
  private static ParquetCell map(MapVector vector) {
    return repeated(vector, "key_value", of(vector.getDataVector()));
  }

  private static ParquetCell repeated(ListVector vector, String name, ParquetCell group) {
    return (out, row) -> {
      int end = vector.getElementEndIndex(row);
      out.startGroup();
      if (vector.getElementStartIndex(row) < end) {
        out.startField(name, 0);
        for (int i = vector.getElementStartIndex(row); i < end; i++) {
          group.write(out, i);
        }
        out.endField(name, 0);
      }
      out.endGroup();
    };
  }

  private static ParquetCell struct(StructVector vector) {
    List<FieldVector> children = vector.getChildrenFromFields();
    ParquetCell[] cells = children.stream().map(ParquetCell::of).toArray(ParquetCell[]::new);
    return (out, row) -> {
      out.startGroup();
      for (int i = 0; i < cells.length; i++) {
        FieldVector child = children.get(i);
        writeField(out, child.getName(), i, child, cells[i], row);
      }
      out.endGroup();
    };
  }

  /// Writes a field, or nothing if it is null.
  static void writeField(
      RecordConsumer out, String name, int index, FieldVector vector, ParquetCell cell, int row) {
    if (!vector.isNull(row)) {
      out.startField(name, index);
      cell.write(out, row);
      out.endField(name, index);
    }
  }
}
