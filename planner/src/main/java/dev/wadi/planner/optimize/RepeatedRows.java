package dev.wadi.planner.optimize;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.logical.LogicalIntersect;
import org.apache.calcite.rel.logical.LogicalMinus;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexWindowBounds;
import org.apache.calcite.rex.RexWindowExclusion;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;

/// INTERSECT ALL and EXCEPT ALL: equal rows are numbered, so that no two rows are equal; then it is
/// the same as without ALL.
final class RepeatedRows extends RelHomogeneousShuttle {
  @Override
  public RelNode visit(RelNode node) {
    RelNode visited = super.visit(node);
    return visited instanceof SetOp set
            && set.all
            && (set instanceof Intersect || set instanceof Minus)
        ? numbered(set)
        : visited;
  }

  // Two inputs at a time: what is left of the first two is numbered anew.
  private static RelNode numbered(SetOp set) {
    RelNode result = set.getInput(0);
    for (RelNode next : set.getInputs().subList(1, set.getInputs().size())) {
      List<RelNode> both = List.of(withNumbers(result), withNumbers(next));
      RelNode distinct =
          set instanceof Intersect
              ? LogicalIntersect.create(both, false)
              : LogicalMinus.create(both, false);
      result = withoutNumbers(distinct, set.getRowType());
    }
    return result;
  }

  private static RelNode withNumbers(RelNode input) {
    RexBuilder builder = input.getCluster().getRexBuilder();
    List<RexNode> fields = fields(input, input.getRowType().getFieldCount());
    RelDataType bigint = builder.getTypeFactory().createSqlType(SqlTypeName.BIGINT);
    List<RexNode> columns = new ArrayList<>(fields);
    columns.add(
        builder.makeOver(
            bigint,
            SqlStdOperatorTable.ROW_NUMBER,
            List.of(),
            fields,
            ImmutableList.of(),
            RexWindowBounds.UNBOUNDED_PRECEDING,
            RexWindowBounds.CURRENT_ROW,
            RexWindowExclusion.EXCLUDE_NO_OTHER,
            true,
            true,
            false,
            false,
            false));
    List<String> names = new ArrayList<>(input.getRowType().getFieldNames());
    names.add("$number");
    return LogicalProject.create(input, List.of(), columns, names, Set.of());
  }

  private static RelNode withoutNumbers(RelNode distinct, RelDataType type) {
    return LogicalProject.create(
        distinct,
        List.of(),
        fields(distinct, type.getFieldCount()),
        type.getFieldNames(),
        Set.of());
  }

  private static List<RexNode> fields(RelNode input, int count) {
    List<RexNode> fields = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      fields.add(input.getCluster().getRexBuilder().makeInputRef(input, i));
    }
    return fields;
  }
}
