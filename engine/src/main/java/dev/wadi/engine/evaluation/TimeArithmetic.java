package dev.wadi.engine.evaluation;

import dev.wadi.engine.expression.Operation;
import java.util.Optional;

/// Dates, times, timestamps and intervals: added, subtracted, multiplied.
final class TimeArithmetic {
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final SqlType.Timestamp MICROS = new SqlType.Timestamp(false);
  private static final SqlType SPAN = new SqlType.Span();

  private TimeArithmetic() {}

  static Optional<Kernel> find(Operation operation, SqlType left, SqlType right, SqlType result) {
    return switch (operation) {
      case ADD ->
          moves(left, right, result)
              ? Optional.of(kernel(operation, left, right, result))
              : moves(right, left, result)
                  ? Optional.of(swapped(kernel(operation, right, left, result)))
                  : Optional.empty();
      case SUBTRACT ->
          moves(left, right, result)
              ? Optional.of(kernel(operation, left, right, result))
              : difference(left, right, result);
      case MULTIPLY ->
          scales(left, right, result)
              ? Optional.of(onLongs(operation, result))
              : scales(right, left, result)
                  ? Optional.of(onLongs(operation, result))
                  : scalesByFraction(left, right, result)
                      ? Optional.of(byFraction(operation, right, result))
                      : scalesByFraction(right, left, result)
                          ? Optional.of(swapped(byFraction(operation, left, result)))
                          : Optional.empty();
      case DIVIDE ->
          scales(left, right, result)
              ? Optional.of(onLongs(operation, result))
              : scalesByFraction(left, right, result)
                  ? Optional.of(byFraction(operation, right, result))
                  : Optional.empty();
      default -> Optional.empty();
    };
  }

  // Whether an interval moves something in time.
  private static boolean moves(SqlType moment, SqlType interval, SqlType result) {
    return switch (moment) {
      case SqlType.Timestamp _ -> isInterval(interval) && result.equals(moment);
      case SqlType.Date _ ->
          isInterval(interval) && (result.equals(moment) || result.equals(MICROS));
      case SqlType.Time _ -> interval instanceof SqlType.Span && result.equals(moment);
      case SqlType.Span _, SqlType.Months _ -> interval.equals(moment) && result.equals(moment);
      default -> false;
    };
  }

  private static boolean isInterval(SqlType type) {
    return type instanceof SqlType.Span || type instanceof SqlType.Months;
  }

  private static boolean scales(SqlType interval, SqlType number, SqlType result) {
    return isInterval(interval)
        && number instanceof SqlType.Whole whole
        && !whole.isUnsigned64()
        && result.equals(interval);
  }

  private static boolean scalesByFraction(SqlType interval, SqlType number, SqlType result) {
    boolean fraction = number instanceof SqlType.Floating || number instanceof SqlType.Exact;
    return interval.equals(SPAN) && fraction && result.equals(interval);
  }

  // To the nearest microsecond.
  private static Kernel byFraction(Operation operation, SqlType number, SqlType result) {
    boolean divided = operation == Operation.DIVIDE;
    Range range = Range.of(result);
    return (arguments, compilation) ->
        Binary.of(
            compilation.<Longs>typed(arguments.get(0)),
            Conversions.toDoubles(compilation.node(arguments.get(1)), number),
            new Longs(),
            (spans, numbers, scaled) -> {
              for (int i = 0; i < scaled.count(); i++) {
                double factor = numbers.values[i];
                double micros = divided ? spans.values[i] / factor : spans.values[i] * factor;
                if (!(Math.abs(micros) < Long.MAX_VALUE) && !scaled.isNull(i)) {
                  throw range.overflow(micros + " microseconds");
                }
                scaled.values[i] = Math.round(micros);
              }
            });
  }

  private static Kernel swapped(Kernel kernel) {
    return (arguments, compilation) -> kernel.bind(arguments.reversed(), compilation);
  }

  private static Kernel onLongs(Operation operation, SqlType result) {
    return (arguments, compilation) ->
        WholeArithmetic.node(
            operation,
            compilation.typed(arguments.get(0)),
            compilation.typed(arguments.get(1)),
            Range.of(result));
  }

  private static Kernel kernel(
      Operation operation, SqlType moment, SqlType interval, SqlType result) {
    return (arguments, compilation) -> {
      Node<Longs> start = compilation.typed(arguments.get(0));
      Node<Longs> step = compilation.typed(arguments.get(1));
      return interval instanceof SqlType.Months && !(moment instanceof SqlType.Months)
          ? addMonths(operation, start, step, moment, result)
          : addSpan(operation, start, step, moment, result);
    };
  }

  private static Node<Longs> addSpan(
      Operation operation, Node<Longs> start, Node<Longs> step, SqlType moment, SqlType result) {
    return switch (moment) {
      case SqlType.Timestamp timestamp when timestamp.nanos() ->
          WholeArithmetic.node(
              operation, start, Scaling.multiplyExactly(step, 1_000, result), Range.of(result));
      case SqlType.Date _ -> {
        Node<Longs> midnight = Scaling.multiplyExactly(start, MICROS_PER_DAY, MICROS);
        Node<Longs> moved = WholeArithmetic.node(operation, midnight, step, Range.of(MICROS));
        yield result.equals(MICROS) ? moved : Scaling.divideFloor(moved, MICROS_PER_DAY);
      }
      case SqlType.Time _ -> aroundTheClock(operation, start, step);
      default -> WholeArithmetic.node(operation, start, step, Range.of(result));
    };
  }

  private static Node<Longs> aroundTheClock(
      Operation operation, Node<Longs> start, Node<Longs> step) {
    boolean back = operation == Operation.SUBTRACT;
    return Binary.of(
        start,
        step,
        new Longs(),
        (times, spans, result) -> {
          for (int i = 0; i < result.count(); i++) {
            long span = spans.values[i] % MICROS_PER_DAY;
            long moved = times.values[i] + (back ? -span : span);
            result.values[i] = Math.floorMod(moved, MICROS_PER_DAY);
          }
        });
  }

  private static Node<Longs> addMonths(
      Operation operation, Node<Longs> start, Node<Longs> months, SqlType moment, SqlType result) {
    int sign = operation == Operation.SUBTRACT ? -1 : 1;
    long from = moment instanceof SqlType.Timestamp timestamp ? timestamp.unitsPerDay() : 1;
    long to = result instanceof SqlType.Timestamp timestamp ? timestamp.unitsPerDay() : 1;
    Range days = Range.of(new SqlType.Date());
    return Binary.of(
        start,
        months,
        new Longs(),
        (moments, steps, moved) -> {
          for (int i = 0; i < moved.count(); i++) {
            long day = Math.floorDiv(moments.values[i], from);
            long rest = moments.values[i] - day * from;
            long newDay = Calendar.addMonths(day, sign * steps.values[i]);
            long wrap = Math.multiplyHigh(newDay, to) ^ (newDay * to + rest) >> 63;
            if ((wrap != 0 || !days.contains(newDay)) && !moved.isNull(i)) {
              throw Range.of(result).overflow("a date of the year " + Calendar.year(newDay));
            }
            moved.values[i] = newDay * to + rest;
          }
        });
  }

  private static Optional<Kernel> difference(SqlType left, SqlType right, SqlType result) {
    boolean days = left instanceof SqlType.Date && right instanceof SqlType.Date;
    if (days && result instanceof SqlType.Whole whole && whole.signed()) {
      return Optional.of(onLongs(Operation.SUBTRACT, result));
    }
    boolean times = left instanceof SqlType.Time && right instanceof SqlType.Time;
    Optional<SqlType> common = times ? Optional.of(left) : Conversions.common(left, right);
    if (!result.equals(SPAN) || common.isEmpty() || Conversions.isNumber(left)) {
      return Optional.empty();
    }
    return Optional.of((arguments, compilation) -> {
      Node<?> a = compilation.node(arguments.get(0));
      Node<?> b = compilation.node(arguments.get(1));
      Node<Longs> difference =
          WholeArithmetic.node(
              Operation.SUBTRACT,
              Compilation.as(Conversions.convert(a, left, common.get())),
              Compilation.as(Conversions.convert(b, right, common.get())),
              Range.of(result));
      return common.get() instanceof SqlType.Timestamp timestamp && timestamp.nanos()
          ? Scaling.divideFloor(difference, 1_000)
          : difference;
    });
  }
}
