package dev.wadi.planner.optimize;

import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.rules.CoreRules;

/// A short list of rules, applied until none matches.
public final class Optimizer {
  private static final List<RelOptRule> RULES =
      List.of(
          CoreRules.UNION_TO_DISTINCT,
          CoreRules.INTERSECT_TO_DISTINCT,
          CoreRules.MINUS_TO_DISTINCT,
          CoreRules.FILTER_MERGE,
          FilterPastProject.RULE,
          CoreRules.FILTER_INTO_JOIN,
          CoreRules.JOIN_CONDITION_PUSH,
          CoreRules.JOIN_PUSH_EXPRESSIONS,
          CoreRules.FILTER_SET_OP_TRANSPOSE,
          CoreRules.UNION_MERGE,
          MergeProjects.RULE,
          CoreRules.PROJECT_REMOVE);
  private static final HepProgram PROGRAM = HepProgram.builder().addRuleCollection(RULES).build();

  private static final HepProgram WINDOWS =
      HepProgram.builder().addRuleInstance(CoreRules.PROJECT_TO_LOGICAL_PROJECT_AND_WINDOW).build();

  private Optimizer() {}

  public static RelNode optimize(RelNode query) {
    HepPlanner planner = new HepPlanner(PROGRAM);
    RelNode joined =
        SubQueries.unnest(TryCasts.hide(query))
            .accept(new RepeatedRows())
            .accept(new ArgumentCasts());
    Simplification simplification = new Simplification(joined);
    planner.setRoot(windows(joined.accept(simplification)).accept(simplification));
    return TryCasts.show(planner.findBestExp());
  }

  // Window functions out of projections, into nodes of their own.
  private static RelNode windows(RelNode query) {
    HepPlanner planner = new HepPlanner(WINDOWS);
    planner.setRoot(query);
    return planner.findBestExp();
  }
}
