package dev.wadi.planner.lower;

import dev.wadi.planner.resolve.LookupTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Snapshot;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/// The right side of a join that picks at most one of its rows for each left row: from a lookup
/// table, or from the versions of a key. What the query asks of that row, and makes of it, comes
/// after it is picked: all expressions are over the left fields and then those of the base.
///
/// @param base the scan of the lookup table, or the snapshot
/// @param fields the fields of the right side
/// @param conditions the join's, taken apart
record PickedSide(RelNode base, List<RexNode> fields, List<RexNode> conditions) {

  /// Empty if the right side is something else.
  static Optional<PickedSide> of(Join join) {
    List<RelNode> above = new ArrayList<>();
    RelNode base = join.getRight();
    boolean lookup = LookupTables.of(base).isPresent();
    while (base instanceof Project || base instanceof Filter) {
      above.addFirst(base);
      base = base.getInput(0);
    }
    return lookup || base instanceof Snapshot
        ? Optional.of(of(join, base, above))
        : Optional.empty();
  }

  private static PickedSide of(Join join, RelNode base, List<RelNode> above) {
    RexBuilder builder = join.getCluster().getRexBuilder();
    int width = join.getLeft().getRowType().getFieldCount();
    List<RexNode> fields = new ArrayList<>();
    for (RexNode field : builder.identityProjects(base.getRowType())) {
      fields.add(RexUtil.shift(field, width));
    }
    List<RexNode> conditions = new ArrayList<>();
    for (RelNode step : above) {
      List<RexNode> below = fields;
      switch (step) {
        case Filter filter ->
            conditions.addAll(RelOptUtil.conjunctions(over(filter.getCondition(), 0, below)));
        case Project project ->
            fields = project.getProjects().stream().map(value -> over(value, 0, below)).toList();
        default -> throw new IllegalStateException("neither a filter nor a projection: " + step);
      }
    }
    conditions.addAll(RelOptUtil.conjunctions(over(join.getCondition(), width, fields)));
    return new PickedSide(base, fields, conditions);
  }

  /// @param width how many fields stay as they are
  /// @param fields what the others are
  private static RexNode over(RexNode node, int width, List<RexNode> fields) {
    return node.accept(
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef reference) {
            int index = reference.getIndex();
            return index < width ? reference : fields.get(index - width);
          }
        });
  }

  /// What fields of the base have to be equal to, and what else has to be true.
  ///
  /// @param values over the left fields
  record Keys(List<RexNode> values, List<RexNode> residual) {}

  /// Empty if one of the fields is not compared with the left side.
  ///
  /// @param width how many fields the left side has
  /// @param keyFields fields of the base
  Optional<Keys> keys(int width, List<Integer> keyFields) {
    List<RexNode> values = new ArrayList<>();
    List<RexNode> rest = new ArrayList<>(conditions);
    for (int field : keyFields) {
      Optional<RexNode> equality =
          rest.stream().filter(part -> value(part, width + field, width).isPresent()).findFirst();
      if (equality.isEmpty()) {
        return Optional.empty();
      }
      rest.remove(equality.get());
      values.add(value(equality.get(), width + field, width).get());
    }
    return Optional.of(new Keys(values, rest));
  }

  private static Optional<RexNode> value(RexNode part, int key, int width) {
    if (part.getKind() != SqlKind.EQUALS) {
      return Optional.empty();
    }
    List<RexNode> sides = ((RexCall) part).getOperands();
    if (isField(sides.get(1), key) && isLeft(sides.get(0), width)) {
      return Optional.of(sides.get(0));
    }
    return isField(sides.get(0), key) && isLeft(sides.get(1), width)
        ? Optional.of(sides.get(1))
        : Optional.empty();
  }

  // Also converted to a type that has all of its values.
  private static boolean isField(RexNode node, int field) {
    return node instanceof RexInputRef reference
        ? reference.getIndex() == field
        : RexUtil.isLosslessCast(node) && isField(((RexCall) node).getOperands().getFirst(), field);
  }

  private static boolean isLeft(RexNode node, int width) {
    return RelOptUtil.InputFinder.bits(node).nextSetBit(width) < 0;
  }
}
