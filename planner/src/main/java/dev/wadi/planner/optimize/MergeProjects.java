package dev.wadi.planner.optimize;

import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rel.rules.ProjectMergeRule;

/// Two projections become one, unless a value that is computed once would be computed twice.
final class MergeProjects extends ProjectMergeRule {
  static final MergeProjects RULE = new MergeProjects();

  private MergeProjects() {
    super(CoreRules.PROJECT_MERGE.config);
  }

  @Override
  public boolean matches(RelOptRuleCall call) {
    Project upper = call.rel(0);
    Project lower = call.rel(1);
    return super.matches(call) && !Repetition.repeats(lower, upper.getProjects());
  }
}
