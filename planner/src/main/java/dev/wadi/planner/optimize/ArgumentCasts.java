package dev.wadi.planner.optimize;

import dev.wadi.planner.resolve.ArrowTypes;
import dev.wadi.planner.resolve.UserAggregate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeUtil;

/// Casts arguments of plugins' aggregates to the types that they declare: in a projection below,
/// because aggregates take columns.
final class ArgumentCasts extends RelHomogeneousShuttle {
  @Override
  public RelNode visit(RelNode node) {
    RelNode visited = super.visit(node);
    return visited instanceof Aggregate aggregate ? cast(aggregate) : visited;
  }

  private static RelNode cast(Aggregate aggregate) {
    RelNode input = aggregate.getInput();
    RexBuilder builder = aggregate.getCluster().getRexBuilder();
    List<RexNode> columns = new ArrayList<>(builder.identityProjects(input.getRowType()));
    List<AggregateCall> calls =
        aggregate.getAggCallList().stream().map(call -> cast(call, columns, builder)).toList();
    if (columns.size() == input.getRowType().getFieldCount()) {
      return aggregate;
    }
    List<String> names = new ArrayList<>(input.getRowType().getFieldNames());
    while (names.size() < columns.size()) {
      names.add("$argument" + names.size());
    }
    RelNode projected = LogicalProject.create(input, List.of(), columns, names, Set.of());
    return aggregate.copy(
        aggregate.getTraitSet(),
        projected,
        aggregate.getGroupSet(),
        aggregate.getGroupSets(),
        calls);
  }

  // Adds the columns that are missing.
  private static AggregateCall cast(AggregateCall call, List<RexNode> columns, RexBuilder builder) {
    if (!(call.getAggregation() instanceof UserAggregate user)) {
      return call;
    }
    List<Field> declared = user.signature().arguments();
    List<Integer> arguments = new ArrayList<>(call.getArgList());
    for (int i = 0; i < arguments.size(); i++) {
      RexNode argument = columns.get(arguments.get(i));
      RelDataType type =
          builder
              .getTypeFactory()
              .createTypeWithNullability(
                  ArrowTypes.sql(declared.get(i)), argument.getType().isNullable());
      if (!SqlTypeUtil.equalSansNullability(builder.getTypeFactory(), argument.getType(), type)) {
        arguments.set(i, columns.size());
        columns.add(builder.makeCast(type, argument));
      }
    }
    return call.withArgList(arguments);
  }
}
