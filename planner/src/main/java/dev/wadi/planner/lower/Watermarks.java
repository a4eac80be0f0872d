package dev.wadi.planner.lower;

import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.SourceTime;

/// Takes watermarks out of a plan.
final class Watermarks {
  private Watermarks() {}

  static Plan without(Plan plan) {
    return plan instanceof Plan.Scan scan && scan.time() instanceof SourceTime.Declared
        ? new Plan.Scan(scan.table(), scan.columns(), null, scan.changelog())
        : Inputs.replaced(plan, Watermarks::without);
  }
}
