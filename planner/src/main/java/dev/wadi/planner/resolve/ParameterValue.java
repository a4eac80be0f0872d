package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoField;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;

/// A value that is given for a parameter, as a constant. Values are: null, Boolean, BigDecimal for
/// all exact numbers, Double, String, `byte[]`, LocalDate, LocalTime, LocalDateTime.
final class ParameterValue {
  private static final int MICROS_DIGITS = 6;
  private static final int NANOS_DIGITS = 9;

  private ParameterValue() {}

  /// @param type the parameter's
  static RexNode of(Object value, RelDataType type, RexBuilder builder, SqlDynamicParam parameter) {
    if (value == null) {
      return builder.makeNullLiteral(type);
    }
    RexNode constant = constant(value, builder);
    if (SqlJson.is(type) && JsonCasts.apply(constant.getType(), type)) {
      return JsonCasts.cast(builder, constant, type, false, parameter.getParserPosition());
    }
    if (!SqlTypeUtil.canCastFrom(type, constant.getType(), true)) {
      throw new WadiException(
              ErrorCode.TYPE_MISMATCH,
              "this parameter is %s, but the value for it is %s"
                  .formatted(type, constant.getType()))
          .withHint("give a value of the parameter's type")
          .at(Positions.of(parameter.getParserPosition()));
    }
    return builder.makeCast(type, constant, true, false);
  }

  private static RexNode constant(Object value, RexBuilder builder) {
    return switch (value) {
      case Boolean truth -> builder.makeLiteral(truth);
      case BigDecimal number -> builder.makeExactLiteral(number);
      case Double number ->
          builder.makeLiteral(number, SqlTypes.FACTORY.createSqlType(SqlTypeName.DOUBLE), false);
      case String text ->
          builder.makeLiteral(text, SqlTypes.FACTORY.createSqlType(SqlTypeName.VARCHAR), false);
      case byte[] bytes -> builder.makeBinaryLiteral(new ByteString(bytes));
      case LocalDate date -> builder.makeDateLiteral(date(date));
      case LocalTime time -> builder.makeTimeLiteral(time(time), MICROS_DIGITS);
      case LocalDateTime time ->
          builder.makeTimestampLiteral(
              new TimestampString(date(time.toLocalDate()) + " " + time(time.toLocalTime())),
              digits(time));
      default -> throw new IllegalArgumentException("a parameter of " + value.getClass());
    };
  }

  private static DateString date(LocalDate date) {
    return new DateString(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
  }

  private static TimeString time(LocalTime time) {
    return new TimeString(time.getHour(), time.getMinute(), time.getSecond())
        .withNanos(time.getNano());
  }

  private static int digits(LocalDateTime time) {
    return time.get(ChronoField.NANO_OF_SECOND) % 1000 == 0 ? MICROS_DIGITS : NANOS_DIGITS;
  }
}
