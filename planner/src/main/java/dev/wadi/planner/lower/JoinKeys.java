package dev.wadi.planner.lower;

import dev.wadi.planner.resolve.ArrowTypes;
import dev.wadi.planner.resolve.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;

/// The keys of a join as columns of one type on both sides; converted ones are added columns.
record JoinKeys(
    Relation probe, List<Integer> probeColumns, Relation build, List<Integer> buildColumns) {

  static JoinKeys of(
      Lowering lowering,
      RelNode probeNode,
      Relation probe,
      List<Integer> probeFields,
      RelNode buildNode,
      Relation build,
      List<Integer> buildFields) {
    Side probeSide = new Side(lowering, probeNode, probe);
    Side buildSide = new Side(lowering, buildNode, build);
    for (int i = 0; i < probeFields.size(); i++) {
      if (probeSide.isWindow(probeFields.get(i)) && buildSide.isWindow(buildFields.get(i))) {
        probeSide.window(probeFields.get(i));
        buildSide.window(buildFields.get(i));
        continue;
      }
      Field type = common(probeNode, probeFields.get(i), buildNode, buildFields.get(i));
      probeSide.key(probeFields.get(i), type);
      buildSide.key(buildFields.get(i), type);
    }
    return new JoinKeys(
        probeSide.relation(), probeSide.columns, buildSide.relation(), buildSide.columns);
  }

  private static Field common(RelNode one, int oneField, RelNode other, int otherField) {
    RelDataType type =
        SqlTypes.FACTORY.leastRestrictive(
            List.of(
                one.getRowType().getFieldList().get(oneField).getType(),
                other.getRowType().getFieldList().get(otherField).getType()));
    return ArrowTypes.field(type);
  }

  /// Collects the keys of one side.
  private static final class Side {
    private final RelNode node;
    private final Relation input;
    private final Expressions expressions;
    private final List<Integer> columns = new ArrayList<>();
    private final AddedColumns added;

    Side(Lowering lowering, RelNode node, Relation input) {
      this.node = node;
      this.input = input;
      this.expressions = lowering.expressions(node, input);
      this.added = new AddedColumns(input);
    }

    boolean isWindow(int field) {
      return input.slots().get(field) instanceof Slot.Window;
    }

    void window(int field) {
      Slot.Window window = (Slot.Window) input.slots().get(field);
      columns.add(window.start());
      columns.add(window.end());
    }

    void key(int field, Field type) {
      RexNode reference = node.getCluster().getRexBuilder().makeInputRef(node, field);
      columns.add(added.column(expressions.as(reference, type)));
    }

    Relation relation() {
      return added.relation();
    }
  }
}
