package dev.wadi.engine.evaluation;

import dev.wadi.engine.expression.Expression;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The start of the unit or of the tumbling window that a moment is in. Everything rounds towards
/// the past, also before 1970.
final class TimeTruncation {
  private TimeTruncation() {}

  static Optional<Kernel> findTruncate(SqlType argument, SqlType result) {
    boolean supported =
        argument instanceof SqlType.Timestamp && result.equals(argument)
            || argument instanceof SqlType.Date
                && (result.equals(argument) || result instanceof SqlType.Timestamp);
    return supported
        ? Optional.of((arguments, compilation) ->
            truncate(compilation.typed(arguments.get(0)), argument, unit(arguments.get(1)), result))
        : Optional.empty();
  }

  private static String unit(Expression argument) {
    if (argument instanceof Expression.Literal(String text, _) && text != null) {
      return text.toLowerCase(Locale.ROOT);
    }
    throw new WadiException(
        ErrorCode.INVALID_ARGUMENT, "the unit of a truncation must be a constant text");
  }

  private static Node<Longs> truncate(
      Node<Longs> moments, SqlType type, String unit, SqlType result) {
    long perDay = result instanceof SqlType.Timestamp timestamp ? timestamp.unitsPerDay() : 1;
    return switch (unit) {
      case "year", "quarter", "month", "week", "day" -> {
        DayUnit dayUnit = DayUnit.valueOf(unit.toUpperCase(Locale.ROOT));
        Node<Longs> days = startOf(dayUnit, DateParts.days(moments, type));
        yield perDay == 1 ? days : Scaling.multiplyExactly(days, perDay, result);
      }
      case "hour", "minute", "second", "millisecond", "microsecond" ->
          type instanceof SqlType.Timestamp timestamp
              ? floor(moments, unitLength(unit, timestamp))
              : perDay == 1 ? moments : Scaling.multiplyExactly(moments, perDay, result);
      default ->
          throw new WadiException(
                  ErrorCode.INVALID_ARGUMENT, "cannot truncate a time to '" + unit + "'")
              .withHint(
                  "one of year, quarter, month, week, day, hour, minute, second, millisecond,"
                      + " microsecond");
    };
  }

  private static long unitLength(String unit, SqlType.Timestamp type) {
    return switch (unit) {
      case "hour" -> 3_600 * type.unitsPerSecond();
      case "minute" -> 60 * type.unitsPerSecond();
      case "second" -> type.unitsPerSecond();
      case "millisecond" -> 1_000 * type.unitsPerMicro();
      default -> type.unitsPerMicro();
    };
  }

  private enum DayUnit {
    YEAR,
    QUARTER,
    MONTH,
    WEEK,
    DAY
  }

  private static Node<Longs> startOf(DayUnit unit, Node<Longs> days) {
    return Unary.of(
        days,
        new Longs(),
        (values, result) -> {
          for (int i = 0; i < result.count(); i++) {
            result.values[i] = startOf(unit, values.values[i]);
          }
        });
  }

  private static long startOf(DayUnit unit, long day) {
    return switch (unit) {
      case YEAR -> Calendar.startOfYear(day);
      case QUARTER -> Calendar.startOfQuarter(day);
      case MONTH -> Calendar.startOfMonth(day);
      case WEEK -> Calendar.startOfWeek(day);
      case DAY -> day;
    };
  }

  private static Node<Longs> floor(Node<Longs> node, long positive) {
    ConstantDivisor divisor = ConstantDivisor.of(positive);
    return Unary.of(
        node,
        new Longs(),
        (values, result) -> {
          for (int i = 0; i < result.count(); i++) {
            result.values[i] = divisor.floor(values.values[i]);
          }
        });
  }

  static Optional<Kernel> findWindowStart(List<SqlType> arguments, SqlType result) {
    boolean supported =
        arguments.size() == 3
            && arguments.get(0) instanceof SqlType.Timestamp
            && arguments.get(1) instanceof SqlType.Span
            && arguments.get(2) instanceof SqlType.Span
            && result.equals(arguments.get(0));
    if (!supported) {
      return Optional.empty();
    }
    long unitsPerMicro = ((SqlType.Timestamp) result).unitsPerMicro();
    return Optional.of((operands, compilation) -> {
      long width = micros(operands.get(1), "width") * unitsPerMicro;
      long offset = micros(operands.get(2), "offset") * unitsPerMicro;
      if (width <= 0) {
        throw new WadiException(
            ErrorCode.INVALID_WINDOW, "the width of a window must be longer than nothing");
      }
      return windowStart(compilation.typed(operands.get(0)), width, offset);
    });
  }

  private static long micros(Expression argument, String what) {
    if (argument instanceof Expression.Literal(String text, _) && text != null) {
      return Long.parseLong(text);
    }
    throw new WadiException(
        ErrorCode.INVALID_WINDOW, "the " + what + " of a window must be a constant interval");
  }

  private static Node<Longs> windowStart(Node<Longs> moments, long width, long offset) {
    ConstantDivisor divisor = ConstantDivisor.of(width);
    return Unary.of(
        moments,
        new Longs(),
        (values, result) -> {
          for (int i = 0; i < result.count(); i++) {
            result.values[i] = divisor.floor(values.values[i] - offset) + offset;
          }
        });
  }
}
