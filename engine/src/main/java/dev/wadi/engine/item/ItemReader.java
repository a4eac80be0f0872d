package dev.wadi.engine.item;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import dev.wadi.sdk.batch.Column;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.BaseVariableWidthVector;
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
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;

/// Reads rows of one vector.
@FunctionalInterface
public interface ItemReader {
  /// @return null if the row is
  Object read(int row);

  /// @param vector finished: it is not written any more
  /// @param texts whether texts are wanted as `String`
  static ItemReader of(FieldVector vector, boolean texts) {
    ItemReader values = ofValues(vector, texts);
    return row -> vector.isNull(row) ? null : values.read(row);
  }

  private static ItemReader ofValues(FieldVector vector, boolean texts) {
    return switch (vector) {
      case BitVector v -> row -> v.get(row) != 0;
      case TinyIntVector v -> row -> (long) v.get(row);
      case SmallIntVector v -> row -> (long) v.get(row);
      case IntVector v -> row -> (long) v.get(row);
      case BigIntVector v -> v::get;
      case UInt1Vector v -> row -> (long) (v.get(row) & 0xff);
      case UInt2Vector v -> row -> (long) v.get(row);
      case UInt4Vector v -> row -> v.get(row) & 0xffffffffL;
      case UInt8Vector v -> row -> new BigInteger(Long.toUnsignedString(v.get(row)));
      // Adding 0.0 turns -0.0 into 0.0.
      case Float4Vector v -> row -> v.get(row) + 0.0;
      case Float8Vector v -> row -> v.get(row) + 0.0;
      case DecimalVector v -> v::getObject;
      case DateDayVector v -> row -> (long) v.get(row);
      case TimeMicroVector v -> v::get;
      case TimeStampVector v -> v::get;
      case DurationVector v -> row -> DurationVector.get(v.getDataBuffer(), row);
      case IntervalYearVector v -> row -> (long) v.get(row);
      case BaseVariableWidthVector v -> bytes(v, texts && v instanceof VarCharVector);
      case MapVector v -> maps(v, texts);
      case ListVector v -> arrays(v, texts);
      case StructVector v -> structs(v, texts);
      default -> throw new IllegalArgumentException("no items of " + vector.getField());
    };
  }

  private static ItemReader bytes(BaseVariableWidthVector vector, boolean texts) {
    MemorySegment data = Column.segment(vector.getDataBuffer());
    MemorySegment offsets = Column.segment(vector.getOffsetBuffer());
    return row -> {
      int start = offsets.getAtIndex(JAVA_INT_UNALIGNED, row);
      int end = offsets.getAtIndex(JAVA_INT_UNALIGNED, row + 1);
      Slice slice = new Slice(data, start, end - start);
      return texts ? slice.toString() : slice;
    };
  }

  private static ItemReader arrays(ListVector vector, boolean texts) {
    ItemReader items = of(vector.getDataVector(), texts);
    return row ->
        new ArrayView(items, vector.getElementStartIndex(row), vector.getElementEndIndex(row));
  }

  private static ItemReader maps(MapVector vector, boolean texts) {
    StructVector entries = (StructVector) vector.getDataVector();
    ItemReader keys = of((FieldVector) entries.getChildByOrdinal(0), texts);
    ItemReader values = of((FieldVector) entries.getChildByOrdinal(1), texts);
    return row ->
        new MapView(keys, values, vector.getElementStartIndex(row), vector.getElementEndIndex(row));
  }

  private static ItemReader structs(StructVector vector, boolean texts) {
    List<ItemReader> fields =
        vector.getChildrenFromFields().stream().map(child -> of(child, texts)).toList();
    return row ->
        new Struct(Arrays.asList(fields.stream().map(field -> field.read(row)).toArray()));
  }
}
