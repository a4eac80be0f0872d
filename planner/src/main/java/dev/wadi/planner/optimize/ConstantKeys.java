package dev.wadi.planner.optimize;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;

/// Takes constants out of the keys that rows are grouped by, but for the last key. Calcite gets
/// lost among several of them when it takes a correlation apart.
final class ConstantKeys extends RelHomogeneousShuttle {
  @Override
  public RelNode visit(RelNode node) {
    RelNode visited = super.visit(node);
    return visited instanceof Aggregate aggregate
            && aggregate.getGroupType() == Aggregate.Group.SIMPLE
            && aggregate.getInput() instanceof Project project
        ? withoutConstants(aggregate, project)
        : visited;
  }

  private static RelNode withoutConstants(Aggregate aggregate, Project project) {
    ImmutableBitSet all = aggregate.getGroupSet();
    List<RexNode> values = project.getProjects();
    ImmutableBitSet varying =
        ImmutableBitSet.of(all.asList().stream().filter(i -> !isConstant(values, i)).toList());
    if (varying.equals(all)) {
      return aggregate;
    }
    if (!varying.isEmpty()) {
      return regrouped(aggregate, values, varying);
    }
    // An aggregate over no rows at all would have another type.
    return aggregate.getAggCallList().isEmpty() ? one(aggregate, values) : aggregate;
  }

  // SELECT DISTINCT 1 FROM t is SELECT 1 FROM t HAVING count(*) > 0.
  private static RelNode one(Aggregate aggregate, List<RexNode> values) {
    RelBuilder builder = RelFactories.LOGICAL_BUILDER.create(aggregate.getCluster(), null);
    builder.push(aggregate.getInput());
    builder.aggregate(builder.groupKey(), builder.countStar("rows"));
    builder.filter(builder.greaterThan(builder.field(0), builder.literal(0)));
    List<RexNode> constants = aggregate.getGroupSet().asList().stream().map(values::get).toList();
    return LogicalProject.create(
        builder.build(), List.of(), constants, aggregate.getRowType(), Set.of());
  }

  // Calcite computes constant expressions on its way.
  private static boolean isConstant(List<RexNode> values, int column) {
    return RexUtil.isConstant(values.get(column));
  }

  private static RelNode regrouped(
      Aggregate aggregate, List<RexNode> values, ImmutableBitSet kept) {
    Aggregate fewer =
        aggregate.copy(
            aggregate.getTraitSet(),
            aggregate.getInput(),
            kept,
            ImmutableList.of(kept),
            aggregate.getAggCallList());
    RexBuilder builder = aggregate.getCluster().getRexBuilder();
    List<RexNode> columns = new ArrayList<>();
    for (int key : aggregate.getGroupSet()) {
      columns.add(kept.get(key) ? builder.makeInputRef(fewer, kept.indexOf(key)) : values.get(key));
    }
    for (int i = kept.cardinality(); i < fewer.getRowType().getFieldCount(); i++) {
      columns.add(builder.makeInputRef(fewer, i));
    }
    return LogicalProject.create(fewer, List.of(), columns, aggregate.getRowType(), Set.of());
  }
}
