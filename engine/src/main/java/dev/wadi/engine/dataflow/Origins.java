package dev.wadi.engine.dataflow;

import dev.wadi.engine.plan.Plan;
import java.util.function.Function;

/// Which node of the plan is being turned into operators.
final class Origins {
  private Origin current;

  /// A node where it is read; two that are equal are two.
  static final class Origin {
    private final Plan plan;

    private Origin(Plan plan) {
      this.plan = plan;
    }

    Plan plan() {
      return plan;
    }
  }

  <T> T within(Plan plan, Function<Plan, T> step) {
    Origin outer = current;
    current = new Origin(plan);
    T result = step.apply(plan);
    current = outer;
    return result;
  }

  Origin current() {
    return current;
  }
}
