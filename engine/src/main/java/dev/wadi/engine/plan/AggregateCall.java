package dev.wadi.engine.plan;

import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;

/// One aggregate of a {@link Plan.WindowAggregate}.
///
/// @param arguments columns of the input; empty for `count(*)`
/// @param distinct each combination of argument values counts once
/// @param filter a BOOLEAN column of the input that must be true for a row to count, or -1
/// @param type of the result: COUNT is Int64; SUM is Int64 for whole numbers, Float64 for floats,
///   Decimal(38, s) for decimals; AVG, variances and deviations are Float64; MIN and MAX as the
///   argument
public record AggregateCall(
    AggregateFunction function, List<Integer> arguments, boolean distinct, int filter, Field type) {
  public AggregateCall {
    arguments = List.copyOf(arguments);
  }

  /// Nulls are ignored by all but `count(*)`; over no rows COUNT is 0 and the others are null.
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
    SINGLE_VALUE
  }
}
