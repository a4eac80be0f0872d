package dev.wadi.planner.optimize;

import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rel.rules.FilterProjectTransposeRule;

/// Rows are dropped before they are projected, unless the condition needs a result of an uploaded
/// function, which would be called twice.
final class FilterPastProject extends FilterProjectTransposeRule {
  static final FilterPastProject RULE = new FilterPastProject();

  private FilterPastProject() {
    super(CoreRules.FILTER_PROJECT_TRANSPOSE.config);
  }

  @Override
  public boolean matches(RelOptRuleCall call) {
    Filter filter = call.rel(0);
    Project project = call.rel(1);
    return super.matches(call) && !Repetition.usesCostly(project, filter.getCondition());
  }
}
