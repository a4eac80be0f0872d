package dev.wadi.engine.plan;

import dev.wadi.sdk.function.FunctionSignature;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;

/// One aggregate of a {@link Plan.WindowAggregate}.
///
/// @param arguments columns of the input: what the function is applied to, then what it is ordered
///   by; empty for `count(*)`
/// @param ordering in which order rows are taken; none for functions to which it does not matter
/// @param parameters constants: a separator, a fraction
/// @param distinct each combination of argument values counts once
/// @param filter a BOOLEAN column of the input that must be true for a row to count, or -1
/// @param plugin the aggregate of a plugin, if the function is PLUGIN; otherwise null
/// @param type of the result: COUNT and APPROX_DISTINCT are Int64; SUM is Int64 for whole numbers,
///   Float64 for floats, Decimal(38, s) for decimals; AVG, PERCENTILE_CONT and all statistics are
///   Float64; ARRAY_AGG is a list; others are as the first argument
public record AggregateCall(
    AggregateFunction function,
    List<Integer> arguments,
    List<Order> ordering,
    List<String> parameters,
    boolean distinct,
    int filter,
    FunctionSignature plugin,
    Field type) {

  public AggregateCall {
    arguments = List.copyOf(arguments);
    ordering = List.copyOf(ordering);
    parameters = List.copyOf(parameters);
  }

  /// One that is built in.
  public AggregateCall(
      AggregateFunction function,
      List<Integer> arguments,
      List<Order> ordering,
      List<String> parameters,
      boolean distinct,
      int filter,
      Field type) {
    this(function, arguments, ordering, parameters, distinct, filter, null, type);
  }

  /// One of a plugin.
  public AggregateCall(
      FunctionSignature plugin, List<Integer> arguments, boolean distinct, int filter, Field type) {
    this(AggregateFunction.PLUGIN, arguments, List.of(), List.of(), distinct, filter, plugin, type);
  }

  /// One that is built in, needs no order and has no parameters.
  public AggregateCall(
      AggregateFunction function,
      List<Integer> arguments,
      boolean distinct,
      int filter,
      Field type) {
    this(function, arguments, List.of(), List.of(), distinct, filter, type);
  }

  /// The same with other columns.
  public AggregateCall over(List<Integer> columns, int filterColumn) {
    return new AggregateCall(
        function, columns, ordering, parameters, distinct, filterColumn, plugin, type);
  }

  /// @param argument position among the arguments
  public record Order(int argument, boolean descending, boolean nullsFirst) {}

  /// Over no rows COUNT and APPROX_DISTINCT are 0 and the others are null. Nulls are ignored by all
  /// but `count(*)`, ARRAY_AGG, FIRST_VALUE and LAST_VALUE.
  public enum AggregateFunction {
    COUNT,
    SUM,
    MIN,
    MAX,
    AVG,
    STDDEV_POP,
    STDDEV_SAMP,
    VAR_POP,
    VAR_SAMP,
    BOOL_AND,
    BOOL_OR,
    /// Of a scalar sub-query: fails if a group has more than one row, even of nulls.
    SINGLE_VALUE,
    BIT_AND,
    BIT_OR,
    BIT_XOR,
    CORR,
    COVAR_POP,
    COVAR_SAMP,
    REGR_AVGX,
    REGR_AVGY,
    REGR_INTERCEPT,
    REGR_R2,
    REGR_SLOPE,
    REGR_SXX,
    REGR_SXY,
    REGR_SYY,
    /// As the argument; the mean of two values in the middle is rounded towards zero.
    MEDIAN,
    /// Parameter: the fraction.
    PERCENTILE_CONT,
    /// Parameter: the fraction.
    PERCENTILE_DISC,
    /// The most frequent value; of several the least.
    MODE,
    ARRAY_AGG,
    /// Parameter: the separator.
    STRING_AGG,
    FIRST_VALUE,
    LAST_VALUE,
    ANY_VALUE,
    /// The first argument where the second is least; rows with a null do not count.
    ARG_MIN,
    ARG_MAX,
    APPROX_DISTINCT,
    /// Arguments: the values and perhaps their weights. Parameters: the fraction, the size.
    APPROX_PERCENTILE,
    /// A plugin's.
    PLUGIN
  }
}
