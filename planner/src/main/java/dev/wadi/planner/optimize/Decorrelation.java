package dev.wadi.planner.optimize;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql2rel.RelDecorrelator;

/// Makes joins of correlations with Calcite's decorrelator, around two things that it fails at:
/// constants among the keys of a grouping, and a search for nulls that takes the results of
/// aggregates for keys.
final class Decorrelation {
  private Decorrelation() {}

  static RelNode apply(RelNode query) {
    if (!isCorrelated(query)) {
      return query;
    }
    RelNode guarded = query.accept(new ConstantKeys()).accept(new Guards());
    RelNode joined = joined(guarded);
    if (isCorrelated(joined)) {
      throw unsupported(null);
    }
    return joined;
  }

  // It also fails at correlations that it takes for ones that it knows.
  private static RelNode joined(RelNode query) {
    var builder = RelFactories.LOGICAL_BUILDER.create(query.getCluster(), null);
    try {
      return RelDecorrelator.decorrelateQuery(query, builder);
    } catch (IllegalArgumentException | AssertionError e) {
      throw unsupported(e);
    }
  }

  private static WadiException unsupported(Throwable cause) {
    return new WadiException(
            ErrorCode.UNSUPPORTED_SQL,
            "a sub-query that refers to the outer query in this way is not supported",
            cause)
        .withHint("write it as a join");
  }

  private static boolean isCorrelated(RelNode node) {
    return node instanceof Correlate
        || node.getInputs().stream().anyMatch(Decorrelation::isCorrelated);
  }

  /// Puts results of aggregates where the search for nulls ends.
  private static final class Guards extends RelHomogeneousShuttle {
    @Override
    public RelNode visit(RelNode node) {
      RelNode visited = super.visit(node);
      return visited instanceof Aggregate aggregate && aggregate.getGroupCount() > 0
          ? guarded(aggregate)
          : visited;
    }

    private static RelNode guarded(Aggregate aggregate) {
      RexBuilder builder = aggregate.getCluster().getRexBuilder();
      List<RexNode> columns = new ArrayList<>();
      for (RelDataTypeField field : aggregate.getRowType().getFieldList()) {
        RexNode column = builder.makeInputRef(aggregate, field.getIndex());
        boolean result = field.getIndex() >= aggregate.getGroupCount();
        columns.add(result ? Guard.of(column, builder) : column);
      }
      return LogicalProject.create(aggregate, List.of(), columns, aggregate.getRowType(), Set.of());
    }
  }
}
