package dev.wadi.planner.optimize;

import dev.wadi.planner.resolve.UnnestFunction;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;

/// UNNEST, where a table is and in a select list, as a node that adds the items of an array to the
/// row that the array comes from.
final class Unnesting extends RelHomogeneousShuttle {
  @Override
  public RelNode visit(RelNode node) {
    RelNode visited = super.visit(node);
    return switch (visited) {
      case Correlate correlate -> UnnestedTable.of(correlate).orElse(correlate);
      case Uncollect uncollect -> standalone(uncollect);
      case Project project -> selected(project);
      case Filter filter when !calls(List.of(filter.getCondition())).isEmpty() ->
          throw onlySelected();
      case Join join when !calls(List.of(join.getCondition())).isEmpty() -> throw onlySelected();
      default -> visited;
    };
  }

  // An array that does not come from another table; within a correlation it is left alone.
  private static RelNode standalone(Uncollect uncollect) {
    boolean constant =
        uncollect.getInput() instanceof Project project
            && project.getInput() instanceof Values
            && project.getProjects().stream().noneMatch(RexUtil::containsCorrelation);
    return constant ? UnnestedTable.of(uncollect) : uncollect;
  }

  private static WadiException onlySelected() {
    return new WadiException(
            ErrorCode.UNSUPPORTED_SQL, "UNNEST stands for a value only in a select list")
        .withHint("select it in a sub-query, and filter outside");
  }

  private static Set<RexNode> calls(List<RexNode> values) {
    Set<RexNode> calls = new LinkedHashSet<>();
    for (RexNode value : values) {
      value.accept(
          new RexVisitorImpl<Void>(true) {
            @Override
            public Void visitCall(RexCall call) {
              if (call.getOperator() instanceof UnnestFunction) {
                calls.add(call);
              }
              return super.visitCall(call);
            }
          });
    }
    return calls;
  }

  private static RelNode selected(Project project) {
    Set<RexNode> calls = calls(project.getProjects());
    return calls.isEmpty() ? project : selected(project, List.copyOf(calls));
  }

  // Several calls go through their arrays side by side.
  private static RelNode selected(Project project, List<RexNode> calls) {
    List<RexNode> arrays =
        calls.stream().map(call -> ((RexCall) call).getOperands().getFirst()).toList();
    if (!calls(arrays).isEmpty()) {
      throw new WadiException(ErrorCode.UNSUPPORTED_SQL, "UNNEST of UNNEST is not supported")
          .withHint("select the inner one in a sub-query");
    }
    UnnestedTable.Added added =
        UnnestedTable.add(project.getInput(), arrays, UnnestFunction.IN_SELECT);
    RexBuilder builder = project.getCluster().getRexBuilder();
    List<RexNode> values = new ArrayList<>();
    for (RexNode value : project.getProjects()) {
      values.add(
          value.accept(
              new RexShuttle() {
                @Override
                public RexNode visitCall(RexCall inner) {
                  int place = calls.indexOf(inner);
                  return place < 0
                      ? super.visitCall(inner)
                      : UnnestedTable.as(
                          inner.getType(),
                          builder.makeInputRef(added.rel(), added.item() + place),
                          builder);
                }
              }));
    }
    return LogicalProject.create(added.rel(), List.of(), values, project.getRowType(), Set.of());
  }
}
