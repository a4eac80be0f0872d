package dev.wadi.engine.dataflow;

import dev.wadi.engine.plan.LatePlan;
import dev.wadi.engine.plan.Pipeline;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.SourceTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// Which parts of a pipeline's plans are the same, so that one stage can serve all who read them: a
/// view that several sinks read, a table that is read twice.
///
/// Rows that may be late are not shared: which of them are late shows where a source has just read
/// them, and no more after they were sent on, when a watermark may have waited for more rows.
///
/// Nothing below a broadcast join is shared. Such a join reads its table to the end before anything
/// else, and meanwhile holds up whoever sends it rows: two joins that share what they read could
/// each wait for the other.
final class SharedPlans {
  private final Set<Plan> shared = new HashSet<>();
  private boolean off;

  private SharedPlans() {}

  static SharedPlans of(Pipeline pipeline) {
    var plans = new SharedPlans();
    Map<Plan, Integer> seen = new HashMap<>();
    pipeline.sinks().forEach(sink -> plans.visit(sink, seen));
    return plans;
  }

  // Below what is shared there is nothing new, and late rows come from where others read.
  private void visit(Plan plan, Map<Plan, Integer> seen) {
    if (plan instanceof LatePlan.Late) {
      return;
    }
    boolean again = seen.merge(plan, 1, Integer::sum) > 1;
    if (again && worthSharing(plan)) {
      shared.add(plan);
    } else if (!(plan instanceof Plan.BroadcastJoin)) {
      plan.inputs().forEach(input -> visit(input, seen));
    }
  }

  private static boolean worthSharing(Plan plan) {
    return !(plan instanceof Plan.Values || plan instanceof Plan.Write) && !mayHaveLateRows(plan);
  }

  /// Whether rows come straight from a table that has a watermark; those of windows are never late.
  static boolean mayHaveLateRows(Plan plan) {
    return switch (plan) {
      case Plan.Scan scan -> scan.time() instanceof SourceTime.Declared;
      case Plan.WindowAggregate _, Plan.UpdatingWindows _ -> false;
      default -> plan.inputs().stream().anyMatch(SharedPlans::mayHaveLateRows);
    };
  }

  boolean contains(Plan plan) {
    return !off && shared.contains(plan);
  }

  /// Takes a step during which nothing is shared.
  <T> T without(Supplier<T> step) {
    boolean before = off;
    off = true;
    try {
      return step.get();
    } finally {
      off = before;
    }
  }
}
