package dev.wadi.planner.resolve;

import static dev.wadi.planner.resolve.AggregateArgument.AMOUNT;
import static dev.wadi.planner.resolve.AggregateArgument.ANY;
import static dev.wadi.planner.resolve.AggregateArgument.BOOLEAN;
import static dev.wadi.planner.resolve.AggregateArgument.DIVISIBLE;
import static dev.wadi.planner.resolve.AggregateArgument.FRACTION;
import static dev.wadi.planner.resolve.AggregateArgument.NUMBER;
import static dev.wadi.planner.resolve.AggregateArgument.ORDERED;
import static dev.wadi.planner.resolve.AggregateArgument.SEPARATOR;
import static dev.wadi.planner.resolve.AggregateArgument.SIZE;
import static dev.wadi.planner.resolve.AggregateArgument.TEXT;
import static dev.wadi.planner.resolve.AggregateArgument.WHOLE;

import dev.wadi.engine.plan.AggregateCall.AggregateFunction;
import java.util.ArrayList;
import java.util.List;

/// Every aggregate function but COUNT: its names, what it takes, and what it gives.
public enum BuiltInAggregate {
  SUM(AggregateFunction.SUM, Result.SUM, "sum", List.of(AMOUNT)),
  AVG(AggregateFunction.AVG, Result.MEAN, "avg, mean", List.of(DIVISIBLE)),
  MIN(AggregateFunction.MIN, Result.ARGUMENT, "min", List.of(ORDERED)),
  MAX(AggregateFunction.MAX, Result.ARGUMENT, "max", List.of(ORDERED)),
  BOOL_AND(
      AggregateFunction.BOOL_AND,
      Result.ARGUMENT,
      "bool_and, every, logical_and",
      List.of(BOOLEAN)),
  BOOL_OR(
      AggregateFunction.BOOL_OR, Result.ARGUMENT, "bool_or, some, logical_or", List.of(BOOLEAN)),
  BIT_AND(AggregateFunction.BIT_AND, Result.ARGUMENT, "bit_and", List.of(WHOLE)),
  BIT_OR(AggregateFunction.BIT_OR, Result.ARGUMENT, "bit_or", List.of(WHOLE)),
  BIT_XOR(AggregateFunction.BIT_XOR, Result.ARGUMENT, "bit_xor", List.of(WHOLE)),
  STDDEV_SAMP(
      AggregateFunction.STDDEV_SAMP, Result.STATISTIC, "stddev_samp, stddev", List.of(NUMBER)),
  STDDEV_POP(AggregateFunction.STDDEV_POP, Result.DOUBLE, "stddev_pop", List.of(NUMBER)),
  VAR_SAMP(
      AggregateFunction.VAR_SAMP,
      Result.STATISTIC,
      "var_samp, var, variance, var_sample",
      List.of(NUMBER)),
  VAR_POP(AggregateFunction.VAR_POP, Result.DOUBLE, "var_pop, var_population", List.of(NUMBER)),
  COVAR_SAMP(
      AggregateFunction.COVAR_SAMP, Result.STATISTIC, "covar_samp, covar", List.of(NUMBER, NUMBER)),
  COVAR_POP(AggregateFunction.COVAR_POP, Result.STATISTIC, "covar_pop", List.of(NUMBER, NUMBER)),
  CORR(AggregateFunction.CORR, Result.STATISTIC, "corr", List.of(NUMBER, NUMBER)),
  REGR_SLOPE(AggregateFunction.REGR_SLOPE, Result.STATISTIC, "regr_slope", List.of(NUMBER, NUMBER)),
  REGR_INTERCEPT(
      AggregateFunction.REGR_INTERCEPT,
      Result.STATISTIC,
      "regr_intercept",
      List.of(NUMBER, NUMBER)),
  REGR_R2(AggregateFunction.REGR_R2, Result.STATISTIC, "regr_r2", List.of(NUMBER, NUMBER)),
  REGR_COUNT(AggregateFunction.COUNT, Result.COUNT, "regr_count", List.of(NUMBER, NUMBER)),
  REGR_AVGX(AggregateFunction.REGR_AVGX, Result.STATISTIC, "regr_avgx", List.of(NUMBER, NUMBER)),
  REGR_AVGY(AggregateFunction.REGR_AVGY, Result.STATISTIC, "regr_avgy", List.of(NUMBER, NUMBER)),
  REGR_SXX(AggregateFunction.REGR_SXX, Result.STATISTIC, "regr_sxx", List.of(NUMBER, NUMBER)),
  REGR_SYY(AggregateFunction.REGR_SYY, Result.STATISTIC, "regr_syy", List.of(NUMBER, NUMBER)),
  REGR_SXY(AggregateFunction.REGR_SXY, Result.STATISTIC, "regr_sxy", List.of(NUMBER, NUMBER)),
  MEDIAN(AggregateFunction.MEDIAN, Result.ARGUMENT, "median", List.of(NUMBER)),
  PERCENTILE_CONT(
      AggregateFunction.PERCENTILE_CONT,
      Result.DOUBLE,
      "percentile_cont, quantile_cont",
      List.of(NUMBER, FRACTION)),
  PERCENTILE_DISC(
      AggregateFunction.PERCENTILE_DISC,
      Result.ARGUMENT,
      "percentile_disc, quantile_disc, quantile",
      List.of(ORDERED, FRACTION)),
  MODE(AggregateFunction.MODE, Result.ARGUMENT, "mode", List.of(ORDERED)),
  APPROX_DISTINCT(
      AggregateFunction.APPROX_DISTINCT,
      Result.COUNT,
      "approx_distinct, approx_count_distinct",
      List.of(ANY)),
  APPROX_MEDIAN(
      AggregateFunction.APPROX_PERCENTILE, Result.ARGUMENT, "approx_median", List.of(NUMBER)),
  APPROX_PERCENTILE_CONT(
      AggregateFunction.APPROX_PERCENTILE,
      Result.ARGUMENT,
      "approx_percentile_cont, approx_quantile",
      List.of(NUMBER, FRACTION, SIZE)),
  APPROX_PERCENTILE_CONT_WITH_WEIGHT(
      AggregateFunction.APPROX_PERCENTILE,
      Result.ARGUMENT,
      "approx_percentile_cont_with_weight",
      List.of(NUMBER, WHOLE, FRACTION, SIZE)),
  ARRAY_AGG(AggregateFunction.ARRAY_AGG, Result.ARRAY, "array_agg", List.of(ANY)),
  STRING_AGG(
      AggregateFunction.STRING_AGG,
      Result.TEXT,
      "string_agg, listagg, group_concat",
      List.of(TEXT, SEPARATOR)),
  FIRST_VALUE(AggregateFunction.FIRST_VALUE, Result.ARGUMENT, "first_value", List.of(ANY)),
  LAST_VALUE(AggregateFunction.LAST_VALUE, Result.ARGUMENT, "last_value", List.of(ANY)),
  ANY_VALUE(AggregateFunction.ANY_VALUE, Result.ARGUMENT, "any_value, arbitrary", List.of(ANY)),
  ARG_MIN(AggregateFunction.ARG_MIN, Result.ARGUMENT, "arg_min, min_by", List.of(ANY, ORDERED)),
  ARG_MAX(AggregateFunction.ARG_MAX, Result.ARGUMENT, "arg_max, max_by", List.of(ANY, ORDERED));

  /// The type of a result.
  enum Result {
    COUNT,
    SUM,
    /// A DOUBLE, or an interval of intervals.
    MEAN,
    DOUBLE,
    /// A DOUBLE that may be null even if all values are there.
    STATISTIC,
    TEXT,
    ARGUMENT,
    ARRAY
  }

  private final AggregateFunction function;
  private final Result result;
  private final List<String> names;
  private final List<AggregateArgument> arguments;

  BuiltInAggregate(
      AggregateFunction function, Result result, String names, List<AggregateArgument> arguments) {
    this.function = function;
    this.result = result;
    this.names = List.of(names.split(", "));
    this.arguments = arguments;
  }

  public AggregateFunction function() {
    return function;
  }

  Result result() {
    return result;
  }

  /// The name that it is documented under, then the others.
  public List<String> names() {
    return names;
  }

  /// What it takes; from the first one on that may be left out, see {@link #least}.
  public List<AggregateArgument> arguments() {
    return arguments;
  }

  /// How many arguments there have to be.
  int least() {
    return arguments.contains(SIZE) ? arguments.size() - 1 : arguments.size();
  }

  /// Whether it may be told the order of rows.
  public boolean isOrdered() {
    return switch (this) {
      case ARRAY_AGG, STRING_AGG, FIRST_VALUE, LAST_VALUE, ANY_VALUE -> true;
      default -> false;
    };
  }

  /// What a call looks like.
  public String signature() {
    return signature(names.getFirst());
  }

  String signature(String name) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i).word();
      words.add(i < least() ? word : "[" + word + "]");
    }
    return name + "(" + String.join(", ", words) + (isOrdered() ? " [ORDER BY ...]" : "") + ")";
  }
}
