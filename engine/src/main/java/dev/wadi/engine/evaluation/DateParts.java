package dev.wadi.engine.evaluation;

import dev.wadi.engine.expression.Operation;
import java.util.Optional;

/// Parts of dates and times. Everything rounds towards the past, also before 1970.
final class DateParts {
  private static final SqlType LONG = new SqlType.Whole(64, true);
  private static final long SECONDS_PER_DAY = 86_400;

  private DateParts() {}

  static Optional<Kernel> find(Operation operation, SqlType argument, SqlType result) {
    boolean clock = operation == Operation.EXTRACT_HOUR || operation == Operation.EXTRACT_MINUTE;
    boolean seconds = operation == Operation.EXTRACT_SECOND || operation == Operation.EXTRACT_EPOCH;
    boolean supported =
        switch (argument) {
          case SqlType.Date _, SqlType.Timestamp _ -> true;
          case SqlType.Time _ -> clock || seconds;
          case SqlType.Span _ -> operation == Operation.EXTRACT_EPOCH;
          default -> false;
        };
    int bits = operation == Operation.EXTRACT_EPOCH ? 64 : 32;
    boolean large =
        !(result instanceof SqlType.Whole whole) || whole.bits() >= bits && whole.signed();
    if (!supported || !large || !Conversions.isNumber(result)) {
      return Optional.empty();
    }
    return Optional.of((arguments, compilation) -> {
      Node<Longs> moments = compilation.typed(arguments.get(0));
      return seconds
          ? secondsOf(operation, moments, argument, result)
          : part(operation, moments, argument, result);
    });
  }

  private static Node<?> part(
      Operation operation, Node<Longs> moments, SqlType type, SqlType result) {
    Node<Longs> part =
        switch (operation) {
          case EXTRACT_HOUR, EXTRACT_MINUTE -> clockPart(operation, seconds(moments, type));
          default -> datePart(operation, days(moments, type));
        };
    return number(part, result);
  }

  private static Node<?> number(Node<Longs> node, SqlType result) {
    return result instanceof SqlType.Whole ? node : Conversions.convert(node, LONG, result);
  }

  /// Days since 1970.
  static Node<Longs> days(Node<Longs> moments, SqlType type) {
    return type instanceof SqlType.Timestamp timestamp
        ? Scaling.divideFloor(moments, timestamp.unitsPerDay())
        : moments;
  }

  private static Node<Longs> seconds(Node<Longs> moments, SqlType type) {
    return type instanceof SqlType.Date
        ? Scaling.multiply(moments, SECONDS_PER_DAY)
        : Scaling.divideFloor(moments, unitsPerSecond(type));
  }

  private static long unitsPerSecond(SqlType type) {
    return switch (type) {
      case SqlType.Timestamp timestamp -> timestamp.unitsPerSecond();
      case SqlType.Date _ -> 1;
      default -> 1_000_000;
    };
  }

  private static Node<Longs> clockPart(Operation operation, Node<Longs> seconds) {
    boolean hour = operation == Operation.EXTRACT_HOUR;
    return Unary.of(
        seconds,
        new Longs(),
        (values, result) -> {
          for (int i = 0; i < result.count(); i++) {
            int second = (int) Math.floorMod(values.values[i], SECONDS_PER_DAY);
            result.values[i] = hour ? second / 3_600 : second / 60 % 60;
          }
        });
  }

  private static Node<Longs> datePart(Operation operation, Node<Longs> days) {
    return Unary.of(
        days,
        new Longs(),
        (values, result) -> {
          for (int i = 0; i < result.count(); i++) {
            result.values[i] = datePart(operation, values.values[i]);
          }
        });
  }

  private static long datePart(Operation operation, long day) {
    return switch (operation) {
      case EXTRACT_YEAR -> Calendar.year(day);
      case EXTRACT_QUARTER -> Calendar.quarter(day);
      case EXTRACT_MONTH -> Calendar.month(day);
      case EXTRACT_DAY -> Calendar.day(day);
      case EXTRACT_DAY_OF_WEEK -> Calendar.dayOfWeek(day);
      case EXTRACT_DAY_OF_YEAR -> Calendar.dayOfYear(day);
      default -> throw new IllegalArgumentException("not a part of a date: " + operation);
    };
  }

  // Whole seconds as a whole number, with their fraction as any other.
  private static Node<?> secondsOf(
      Operation operation, Node<Longs> moments, SqlType type, SqlType result) {
    boolean whole = type instanceof SqlType.Date || result instanceof SqlType.Whole;
    Node<Longs> units = whole ? seconds(moments, type) : moments;
    long unitsPerSecond = whole ? 1 : unitsPerSecond(type);
    Node<Longs> wanted =
        operation == Operation.EXTRACT_EPOCH ? units : remainder(units, 60 * unitsPerSecond);
    int scale = Long.toString(unitsPerSecond).length() - 1;
    return switch (result) {
      case SqlType.Floating _ -> Conversions.exactToDoubles(Decimals.widen(wanted, LONG), scale);
      case SqlType.Exact exact ->
          Decimals.represent(
              Decimals.rescale(Decimals.widen(wanted, LONG), scale, exact, false), exact);
      default -> wanted;
    };
  }

  private static Node<Longs> remainder(Node<Longs> node, long positive) {
    ConstantDivisor divisor = ConstantDivisor.of(positive);
    return Unary.of(
        node,
        new Longs(),
        (values, result) -> {
          for (int i = 0; i < result.count(); i++) {
            result.values[i] = values.values[i] - divisor.floor(values.values[i]);
          }
        });
  }
}
