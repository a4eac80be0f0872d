package dev.wadi.server.flight;

import dev.wadi.server.grpc.RefusedCall;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.LargeVarBinaryVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeSecVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// A value of an Arrow column as the planner takes those of parameters.
final class ArrowValue {
  private static final long MICROS = 1_000_000;
  private static final long NANOS = 1_000_000_000;

  private ArrowValue() {}

  /// @throws RefusedCall if the column's type is none that a parameter can have
  static Object of(FieldVector vector, int row) {
    if (vector instanceof NullVector || vector.isNull(row)) {
      return null;
    }
    return switch (vector) {
      case BitVector bits -> bits.get(row) != 0;
      case UInt8Vector numbers -> new BigDecimal(numbers.getObjectNoOverflow(row));
      case BaseIntVector numbers -> BigDecimal.valueOf(numbers.getValueAsLong(row));
      case Float4Vector numbers -> (double) numbers.get(row);
      case Float8Vector numbers -> numbers.get(row);
      case DecimalVector numbers -> numbers.getObject(row);
      case VarCharVector texts -> texts.getObject(row).toString();
      case LargeVarCharVector texts -> texts.getObject(row).toString();
      case VarBinaryVector bytes -> bytes.get(row);
      case LargeVarBinaryVector bytes -> bytes.get(row);
      case DateDayVector days -> LocalDate.ofEpochDay(days.get(row));
      case DateMilliVector millis -> moment(millis.get(row), ChronoUnit.MILLIS).toLocalDate();
      case TimeSecVector times -> LocalTime.ofSecondOfDay(times.get(row));
      case TimeMilliVector times -> LocalTime.ofNanoOfDay(times.get(row) * MICROS);
      case TimeMicroVector times -> LocalTime.ofNanoOfDay(times.get(row) * (NANOS / MICROS));
      case TimeNanoVector times -> LocalTime.ofNanoOfDay(times.get(row));
      case TimeStampVector times -> moment(times.get(row), unit(times));
      default ->
          throw RefusedCall.unsupported(
              "a parameter of type %s".formatted(vector.getField().getType()),
              "send a number, a text, bytes, a truth value, a date or a time");
    };
  }

  private static ChronoUnit unit(TimeStampVector times) {
    return switch (((ArrowType.Timestamp) times.getField().getType()).getUnit()) {
      case SECOND -> ChronoUnit.SECONDS;
      case MILLISECOND -> ChronoUnit.MILLIS;
      case MICROSECOND -> ChronoUnit.MICROS;
      case NANOSECOND -> ChronoUnit.NANOS;
    };
  }

  private static LocalDateTime moment(long count, ChronoUnit unit) {
    return LocalDateTime.ofInstant(Instant.EPOCH.plus(count, unit), ZoneOffset.UTC);
  }
}
