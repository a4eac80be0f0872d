package dev.wadi.engine.plan;

import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/// A node that looks at rows in the order of their partition.
public sealed interface OverPlan extends Plan {
  /// Window functions: the input's columns, then one per call.
  ///
  /// @param partition columns by which rows belong together; without any, all do
  /// @param order of the rows of a partition; those that are equal in all keys are peers
  record Over(
      Plan input,
      List<Integer> partition,
      List<SortKey> order,
      List<OverCall> calls,
      Release release,
      Schema schema)
      implements OverPlan {
    public Over {
      partition = List.copyOf(partition);
      order = List.copyOf(order);
      calls = List.copyOf(calls);
      if (schema.getFields().size() != input.schema().getFields().size() + calls.size()) {
        throw new IllegalArgumentException("the input's columns and the calls make the schema");
      }
    }

    @Override
    public List<Plan> inputs() {
      return List.of(input);
    }
  }

  /// Window functions over rows in event-time order, which look at no later rows. The output is the
  /// input's columns, then one per call, in event-time order, as the watermark passes.
  ///
  /// @param order begins with the time, ascending
  /// @param lag how many rows before a row the calls of LAG look at, at most
  /// @param ttlMillis after how much processing time without rows a partition is forgotten
  record TimedOver(
      Plan input,
      List<Integer> partition,
      List<SortKey> order,
      List<OverCall> calls,
      long lag,
      Release.ByTime release,
      long ttlMillis,
      Schema schema)
      implements OverPlan {
    public TimedOver {
      partition = List.copyOf(partition);
      order = List.copyOf(order);
      calls = List.copyOf(calls);
    }

    @Override
    public List<Plan> inputs() {
      return List.of(input);
    }
  }

  /// Window functions whose results change as rows come: a changelog. The output is the input's
  /// columns, where the change kinds are those of the output, then one per call, then the change
  /// kind if the input has none.
  ///
  /// @param change the input's column of change kinds, or -1 if rows are only added
  /// @param ttlMillis after how much processing time without rows a partition is forgotten
  /// @param flushMillis how long changes are held back, so that many become one
  record UpdatingOver(
      Plan input,
      int change,
      List<Integer> partition,
      List<SortKey> order,
      List<OverCall> calls,
      long ttlMillis,
      long flushMillis,
      Schema schema)
      implements OverPlan {
    public UpdatingOver {
      partition = List.copyOf(partition);
      order = List.copyOf(order);
      calls = List.copyOf(calls);
    }

    @Override
    public List<Plan> inputs() {
      return List.of(input);
    }
  }

  /// The first rows of each partition, kept up to date: a changelog. The output is as that of
  /// {@link UpdatingOver}, the place of a row from 1 being the one call, if it is asked for. Rows
  /// that compare equal stay in the order in which they come if rows are only added, else their
  /// other columns decide.
  ///
  /// @param change the input's column of change kinds, or -1 if rows are only added
  /// @param offset how many of the first rows are left out
  /// @param end up to which row of a partition rows count, with those that are left out
  /// @param ttlMillis after how much processing time without rows a partition is forgotten
  /// @param flushMillis how long changes are held back, so that many become one
  record TopN(
      Plan input,
      int change,
      List<Integer> partition,
      List<SortKey> order,
      int offset,
      int end,
      boolean ranked,
      long ttlMillis,
      long flushMillis,
      Schema schema)
      implements OverPlan {
    public TopN {
      partition = List.copyOf(partition);
      order = List.copyOf(order);
      if (offset < 0 || end <= offset) {
        throw new IllegalArgumentException("no rows");
      }
    }

    @Override
    public List<Plan> inputs() {
      return List.of(input);
    }
  }
}
