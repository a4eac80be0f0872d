package dev.wadi.planner.lower;

import dev.wadi.sdk.error.ErrorCode;
import java.util.Collection;
import java.util.List;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.util.ImmutableBitSet;

/// Refuses maps where rows are compared or sorted: two maps with the same entries in another order
/// would have to be equal.
final class MapKeys {
  private MapKeys() {}

  static void refuse(RelNode node) {
    switch (node) {
      case Aggregate aggregate -> {
        refuse(aggregate, aggregate.getInput(), aggregate.getGroupSet().asList(), "grouped by");
        aggregate.getAggCallList().forEach(call -> refuse(aggregate, call));
      }
      case Join join -> {
        JoinCondition keys = JoinCondition.of(join);
        refuse(join, join.getLeft(), keys.left(), "joined by");
        refuse(join, join.getRight(), keys.right(), "joined by");
      }
      case Sort sort -> refuse(sort, sort.getInput(), sort.getCollation().getKeys(), "ordered by");
      case Union union when !union.all ->
          refuse(
              union,
              union.getInput(0),
              ImmutableBitSet.range(union.getRowType().getFieldCount()).asList(),
              "compared");
      case Window window ->
          window.groups.forEach(group -> {
            refuse(window, window.getInput(), group.keys.asList(), "partitioned by");
            refuse(
                window,
                window.getInput(),
                group.orderKeys.getFieldCollations().stream()
                    .map(RelFieldCollation::getFieldIndex)
                    .toList(),
                "ordered by");
          });
      default -> {
        // the other nodes compare nothing
      }
    }
  }

  private static void refuse(Aggregate aggregate, AggregateCall call) {
    boolean compares =
        call.isDistinct()
            || switch (call.getAggregation().getKind()) {
              case MIN, MAX, MODE -> true;
              default -> false;
            };
    List<Integer> compared = compares ? call.getArgList() : call.getCollation().getKeys();
    refuse(aggregate, aggregate.getInput(), compared, "compared");
  }

  private static void refuse(RelNode node, RelNode input, Collection<Integer> keys, String verb) {
    for (int key : keys) {
      RelDataType type = input.getRowType().getFieldList().get(key).getType();
      if (NestedValues.hasMap(type)) {
        throw Unsupported.at(
            node,
            ErrorCode.TYPE_MISMATCH,
            "rows cannot be %s a map (column '%s')"
                .formatted(verb, input.getRowType().getFieldNames().get(key)),
            "use one of its values, such as column['key']");
      }
    }
  }
}
