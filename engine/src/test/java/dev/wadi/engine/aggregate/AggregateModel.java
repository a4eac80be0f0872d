package dev.wadi.engine.aggregate;

import dev.wadi.engine.plan.AggregateCall.AggregateFunction;
import dev.wadi.engine.testing.Plans;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// What an aggregate should yield, row by row and with arithmetic that cannot overflow.
final class AggregateModel {
  static final String OVERFLOW = "overflow";

  private static final BigDecimal DECIMAL_LIMIT = BigDecimal.TEN.pow(36);

  private AggregateModel() {}

  /// The text of the result for one group.
  static String of(AccumulatorProperties.Run run, int group) {
    AccumulatorProperties.Aggregate aggregate = run.aggregate();
    List<String> values =
        run.kept().stream()
            .filter(row -> row.group() == group && !row.value().equals("null"))
            .map(AccumulatorProperties.Row::value)
            .toList();
    if (aggregate.distinct()) {
      values = values.stream().distinct().toList();
    }
    if (aggregate.function() == AggregateFunction.COUNT) {
      return String.valueOf(values.size());
    }
    return values.isEmpty() ? "null" : of(aggregate, values);
  }

  private static String of(AccumulatorProperties.Aggregate aggregate, List<String> values) {
    return switch (aggregate.function()) {
      case MIN -> values.stream().min(order(aggregate.type())).orElseThrow();
      case MAX -> values.stream().max(order(aggregate.type())).orElseThrow();
      case BOOL_AND -> String.valueOf(!values.contains("false"));
      case BOOL_OR -> String.valueOf(values.contains("true"));
      default -> ofNumbers(aggregate, values.stream().map(BigDecimal::new).toList());
    };
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
