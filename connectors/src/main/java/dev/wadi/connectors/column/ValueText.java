package dev.wadi.connectors.column;

import dev.wadi.sdk.batch.InstantType;
import dev.wadi.sdk.batch.SqlType;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.Base64;
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
import org.apache.arrow.vector.types.pojo.Field;

/// The text of a value, such as {@link ScalarBuilder#setText(int, String)} reads it back.
@FunctionalInterface
public interface ValueText {
  /// Appends the value of a row that is not null.
  void append(StringBuilder text, int row);

  /// The texts of a vector of single values.
  ///
  /// @param field what the vector holds: the vector may not know
  static ValueText of(Field field, FieldVector vector) {
    return switch (vector) {
      case BitVector v -> (text, row) -> text.append(v.get(row) != 0);
      case TinyIntVector v -> (text, row) -> text.append(v.get(row));
      case SmallIntVector v -> (text, row) -> text.append(v.get(row));
      case IntVector v -> (text, row) -> text.append(v.get(row));
      case BigIntVector v -> (text, row) -> text.append(v.get(row));
      case UInt1Vector v -> (text, row) -> text.append(v.get(row) & 0xff);
      case UInt2Vector v -> (text, row) -> text.append((int) v.get(row));
      case UInt4Vector v -> (text, row) -> text.append(Integer.toUnsignedLong(v.get(row)));
      case UInt8Vector v -> (text, row) -> text.append(Long.toUnsignedString(v.get(row)));
      case Float4Vector v -> (text, row) -> text.append(v.get(row));
      case Float8Vector v -> (text, row) -> text.append(v.get(row));
      case DecimalVector v -> (text, row) -> text.append(v.getObject(row).toPlainString());
      case VarCharVector v -> (text, row) -> text.append(v.getObject(row));
      case VarBinaryVector v ->
          (text, row) -> text.append(Base64.getEncoder().encodeToString(v.get(row)));
      case DateDayVector v -> (text, row) -> TimeText.appendDate(text, v.get(row));
      case TimeMicroVector v -> (text, row) -> TimeText.appendTime(text, v.get(row) * 1000);
      case TimeStampMicroVector v when InstantType.is(field) ->
          (text, row) -> {
            TimeText.appendTimestamp(text, v.get(row), 1_000_000);
            text.append('Z');
          };
      case TimeStampMicroVector v ->
          (text, row) -> TimeText.appendTimestamp(text, v.get(row), 1_000_000);
      case TimeStampNanoVector v ->
          (text, row) -> TimeText.appendTimestamp(text, v.get(row), 1_000_000_000);
      case DurationVector v ->
          (text, row) -> TimeText.appendDuration(text, DurationVector.get(v.getDataBuffer(), row));
      case IntervalYearVector v -> (text, row) -> TimeText.appendMonths(text, v.get(row));
      default ->
          throw new WadiException(
                  ErrorCode.TYPE_MISMATCH,
                  "column '%s': type %s cannot be written as text"
                      .formatted(vector.getName(), SqlType.of(field)))
              .withHint("convert it to TEXT in SQL");
    };
  }
}
