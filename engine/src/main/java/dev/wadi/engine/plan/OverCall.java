package dev.wadi.engine.plan;

import org.apache.arrow.vector.types.pojo.Field;

/// A window function of a {@link OverPlan.Over}. Columns are those of its input.
public sealed interface OverCall {
  /// Of the result.
  Field type();

  /// The place of a row in its partition.
  ///
  /// @param type BIGINT; DOUBLE for PERCENT_RANK and CUME_DIST
  record Rank(RankFunction function, Field type) implements OverCall {}

  /// Deals the rows of a partition out to as many groups of about the same size.
  ///
  /// @param buckets a BIGINT column
  record Ntile(int buckets, Field type) implements OverCall {}

  /// The value of a row some places behind or before.
  ///
  /// @param distance a BIGINT column, how many rows behind; or -1 for one row
  /// @param back whether it is that many rows before (LAG)
  /// @param otherwise the column whose value is the result where there is no such row, or -1
  /// @param ignoreNulls whether rows with NULL do not count
  record Shift(
      int argument, int distance, boolean back, int otherwise, boolean ignoreNulls, Field type)
      implements OverCall {}

  /// The value of the n-th row of the frame.
  ///
  /// @param place a BIGINT column, from 1; or -1 for the first row
  /// @param last whether places count from the end
  /// @param ignoreNulls whether rows with NULL do not count
  record Nth(int argument, int place, boolean last, boolean ignoreNulls, Frame frame, Field type)
      implements OverCall {}

  /// An aggregate of the frame.
  record Aggregated(AggregateCall call, Frame frame) implements OverCall {
    @Override
    public Field type() {
      return call.type();
    }
  }

  enum RankFunction {
    ROW_NUMBER,
    RANK,
    DENSE_RANK,
    PERCENT_RANK,
    CUME_DIST
  }
}
