package dev.wadi.planner.optimize;

import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.rules.CoreRules;

/// Turns sub-queries that stand for values into joins and aggregates, correlated ones too.
final class SubQueries {
  private static final List<RelOptRule> RULES =
      List.of(
          CoreRules.FILTER_SUB_QUERY_TO_CORRELATE,
          CoreRules.PROJECT_SUB_QUERY_TO_CORRELATE,
          CoreRules.JOIN_SUB_QUERY_TO_CORRELATE);
  private static final HepProgram PROGRAM = HepProgram.builder().addRuleCollection(RULES).build();

  private SubQueries() {}

  static RelNode unnest(RelNode query) {
    HepPlanner planner = new HepPlanner(PROGRAM);
    planner.setRoot(query.accept(new NullSearches()).accept(new SemiJoins()));
    RelNode correlated = planner.findBestExp().accept(new SnapshotJoins()).accept(new Unnesting());
    RelNode joined = Decorrelation.apply(correlated);
    return Guard.off(joined).accept(new LiteralAggregates());
  }
}
