package dev.wadi.connectors.column;

import dev.wadi.sdk.batch.SqlType;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import org.apache.arrow.memory.BufferAllocator;
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
import org.apache.arrow.vector.types.pojo.Field;

/// Writes the values of one column into an Arrow vector. Rows are written in ascending order; a row
/// may be written again as long as no later one was, and one that is not written is null.
public abstract sealed class ColumnBuilder
    permits ScalarBuilder, ListBuilder, MapBuilder, StructBuilder {
  private final FieldVector vector;

  ColumnBuilder(FieldVector vector) {
    this.vector = vector;
  }

  /// The vector, still owned by the builder's batch.
  public final FieldVector vector() {
    return vector;
  }

  public final String name() {
    return vector.getField().getName();
  }

  /// What the column holds, for messages.
  final String type() {
    return SqlType.of(vector.getField());
  }

  public abstract void setNull(int row);

  static ColumnBuilder of(FieldVector vector) {
    return switch (vector) {
      case BitVector v -> new BooleanBuilder(v);
      case TinyIntVector v -> IntegerBuilder.signed(v, 8, (row, x) -> v.setSafe(row, (byte) x));
      case SmallIntVector v -> IntegerBuilder.signed(v, 16, (row, x) -> v.setSafe(row, (short) x));
      case IntVector v -> IntegerBuilder.signed(v, 32, (row, x) -> v.setSafe(row, (int) x));
      case BigIntVector v -> IntegerBuilder.signed(v, 64, v::setSafe);
      case UInt1Vector v -> IntegerBuilder.unsigned(v, 8, (row, x) -> v.setSafe(row, (byte) x));
      case UInt2Vector v -> IntegerBuilder.unsigned(v, 16, (row, x) -> v.setSafe(row, (char) x));
      case UInt4Vector v -> IntegerBuilder.unsigned(v, 32, (row, x) -> v.setSafe(row, (int) x));
      case UInt8Vector v -> IntegerBuilder.unsigned(v, 64, v::setSafe);
      case Float4Vector v -> FloatingBuilder.of(v);
      case Float8Vector v -> FloatingBuilder.of(v);
      case DecimalVector v -> new DecimalBuilder(v);
      case VarCharVector v -> new TextBuilder(v);
      case VarBinaryVector v -> new BytesBuilder(v);
      case DateDayVector v -> TemporalBuilder.date(v);
      case TimeMicroVector v -> TemporalBuilder.time(v);
      case TimeStampMicroVector v -> TemporalBuilder.timestamp(v);
      case TimeStampNanoVector v -> TemporalBuilder.timestamp(v);
      case DurationVector v -> TemporalBuilder.duration(v);
      case IntervalYearVector v -> TemporalBuilder.months(v);
      case MapVector v -> new MapBuilder(v);
      case ListVector v -> new ListBuilder(v);
      case StructVector v -> new StructBuilder(v);
      default ->
          throw new WadiException(
                  ErrorCode.TYPE_MISMATCH,
                  "column '%s': type %s cannot be read from files"
                      .formatted(vector.getName(), SqlType.of(vector.getField())))
              .withHint("declare it as TEXT, and convert it in SQL");
    };
  }

  static ColumnBuilder of(Field field, BufferAllocator allocator, int rows) {
    FieldVector vector = field.createVector(allocator);
    vector.setInitialCapacity(rows);
    return of(vector);
  }
}
