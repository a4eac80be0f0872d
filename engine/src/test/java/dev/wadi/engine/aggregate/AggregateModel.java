package dev.wadi.engine.aggregate;

import dev.wadi.engine.plan.AggregateCall.AggregateFunction;
import dev.wadi.engine.testing.Plans;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// What an aggregate should yield, row by row and with arithmetic that cannot overflow.
final class AggregateModel {
  static final String OVERFLOW = "overflow";

  private static final BigDecimal DECIMAL_LIMIT = BigDecimal.TEN.pow(36);

  private AggregateModel() {}

  /// The text of the result for one group.
  static String of(AccumulatorProperties.Run run, int group) {
    AccumulatorProperties.Aggregate aggregate = run.aggregate();
    List<AccumulatorProperties.Row> rows =
        run.kept().stream().filter(row -> row.group() == group).toList();
    if (aggregate.hasTwoArguments()) {
      return PairModel.of(aggregate, rows, order(aggregate.type()));
    }
    boolean nulls = aggregate.function() == AggregateFunction.ARRAY_AGG;
    Stream<String> values =
        rows.stream()
            .map(AccumulatorProperties.Row::value)
            .filter(value -> nulls || !value.equals("null"));
    return of(aggregate, aggregate.distinct() ? values.distinct().toList() : values.toList());
  }

  private static String of(AccumulatorProperties.Aggregate aggregate, List<String> values) {
    Comparator<String> order = order(aggregate.type());
    return switch (aggregate.function()) {
      case COUNT -> String.valueOf(values.size());
      case APPROX_DISTINCT -> String.valueOf(values.stream().distinct().count());
      default -> values.isEmpty() ? "null" : ofSome(aggregate, values, order);
    };
  }

  private static String ofSome(
      AccumulatorProperties.Aggregate aggregate, List<String> values, Comparator<String> order) {
    return switch (aggregate.function()) {
      case MIN, ANY_VALUE -> values.stream().min(order).orElseThrow();
      case MAX -> values.stream().max(order).orElseThrow();
      case BOOL_AND -> String.valueOf(!values.contains("false"));
      case BOOL_OR -> String.valueOf(values.contains("true"));
      case ARRAY_AGG -> values.stream().sorted(nullsLast(order).reversed()).toList().toString();
      case STRING_AGG -> joined(values.stream().sorted(order).toList());
      case MODE -> mode(values.stream().sorted(order).toList());
      case PERCENTILE_DISC ->
          values.stream().sorted(order).toList().get((3 * values.size() + 9) / 10 - 1);
      default -> ofNumbers(aggregate, values.stream().map(BigDecimal::new).toList());
    };
  }

  static Comparator<String> nullsLast(Comparator<String> order) {
    return (a, b) ->
        a.equals("null") || b.equals("null")
            ? Boolean.compare(a.equals("null"), b.equals("null"))
            : order.compare(a, b);
  }

  private static String joined(List<String> sorted) {
    String text = String.join("+", sorted).replace("\"\"", "");
    return text.isEmpty() ? "\"\"" : text;
  }

  private static String mode(List<String> sorted) {
    String best = null;
    for (String value : sorted) {
      if (best == null
          || Collections.frequency(sorted, value) > Collections.frequency(sorted, best)) {
        best = value;
      }
    }
    return best;
  }

  private static String ofNumbers(
      AccumulatorProperties.Aggregate aggregate, List<BigDecimal> values) {
    BigDecimal sum = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal count = BigDecimal.valueOf(values.size());
    BigDecimal mean = sum.divide(count, MathContext.DECIMAL128);
    BigDecimal squares =
        values.stream()
            .map(value -> value.subtract(mean).pow(2))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return switch (aggregate.function()) {
      case BIT_AND, BIT_OR, BIT_XOR -> bits(aggregate.function(), values);
      case MEDIAN -> median(Plans.type(aggregate.type()), values.stream().sorted().toList());
      case PERCENTILE_CONT, APPROX_PERCENTILE ->
          interpolated(values.stream().mapToDouble(BigDecimal::doubleValue).sorted().toArray());
      case SUM -> sum(Plans.type(aggregate.type()), sum);
      case AVG -> String.valueOf(mean.doubleValue());
      case VAR_POP -> String.valueOf(squares.doubleValue() / values.size());
      case STDDEV_POP -> String.valueOf(Math.sqrt(squares.doubleValue() / values.size()));
      case VAR_SAMP -> ofSample(squares.doubleValue() / (values.size() - 1), values.size());
      case STDDEV_SAMP ->
          ofSample(Math.sqrt(squares.doubleValue() / (values.size() - 1)), values.size());
      default -> throw new AssertionError(aggregate);
    };
  }

  private static String bits(AggregateFunction function, List<BigDecimal> values) {
    return values.stream()
        .map(BigDecimal::toBigInteger)
        .reduce(
            switch (function) {
              case BIT_AND -> BigInteger::and;
              case BIT_OR -> BigInteger::or;
              default -> BigInteger::xor;
            })
        .orElseThrow()
        .toString();
  }

  private static String median(ArrowType type, List<BigDecimal> sorted) {
    int middle = sorted.size() / 2;
    if (sorted.size() % 2 == 1) {
      return sorted.get(middle).toString();
    }
    BigDecimal sum = sorted.get(middle - 1).add(sorted.get(middle));
    return type instanceof ArrowType.FloatingPoint
        ? String.valueOf(sum.doubleValue() / 2)
        : sum.divide(BigDecimal.TWO, sum.scale(), RoundingMode.DOWN).toString();
  }

  private static String interpolated(double[] sorted) {
    double place = 0.3 * (sorted.length - 1);
    int below = (int) place;
    double high = sorted[Math.min(sorted.length - 1, below + 1)];
    return String.valueOf(sorted[below] + (place - below) * (high - sorted[below]));
  }

  private static String ofSample(double result, int count) {
    return count < 2 ? "null" : String.valueOf(result);
  }

  private static String sum(ArrowType type, BigDecimal sum) {
    return switch (type) {
      case ArrowType.FloatingPoint _ -> String.valueOf(sum.doubleValue());
      case ArrowType.Decimal _ ->
          sum.abs().compareTo(DECIMAL_LIMIT) >= 0 ? OVERFLOW : sum.toPlainString();
      default -> {
        try {
          yield String.valueOf(sum.longValueExact());
        } catch (ArithmeticException e) {
          yield OVERFLOW;
        }
      }
    };
  }

  private static Comparator<String> order(String type) {
    return switch (Plans.type(type)) {
      case ArrowType.Bool _ -> Comparator.comparing(Boolean::parseBoolean);
      case ArrowType.Utf8 _ -> (a, b) -> Arrays.compareUnsigned(utf8(a), utf8(b));
      case ArrowType.Binary _ -> (a, b) -> Arrays.compareUnsigned(binary(a), binary(b));
      case ArrowType.Date _ -> Comparator.comparing(LocalDate::parse);
      case ArrowType.Time _ -> Comparator.comparing(LocalTime::parse);
      case ArrowType.Timestamp _ -> Comparator.comparing(LocalDateTime::parse);
      case ArrowType.Duration _ -> Comparator.comparing(Duration::parse);
      case ArrowType.Interval _ -> Comparator.comparing(text -> Period.parse(text).toTotalMonths());
      default -> Comparator.comparing(BigDecimal::new);
    };
  }

  private static byte[] utf8(String text) {
    return text.replace("\"\"", "").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] binary(String text) {
    return HexFormat.of().parseHex(text.substring(2));
  }
}
