package dev.wadi.planner.lower;

import dev.wadi.engine.plan.GroupingSet;
import dev.wadi.engine.plan.Plan;
import dev.wadi.sdk.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.util.ImmutableBitSet;

/// GROUPING SETS, ROLLUP and CUBE: rows are repeated, once for each grouping set, with nulls for
/// the keys that it lacks. Further keys are the set's number, so that these nulls are not mistaken
/// for those in the data, and what GROUPING yields in it.
final class GroupingSets {
  private final Aggregate aggregate;
  private final Relation input;
  private final GroupKeys keys;
  private final List<AggregateCall> groupings;

  private GroupingSets(Aggregate aggregate, Relation input, GroupKeys keys) {
    this.aggregate = aggregate;
    this.input = input;
    this.keys = keys;
    this.groupings = aggregate.getAggCallList().stream().filter(GroupingSets::isGrouping).toList();
  }

  /// What is to be grouped in the end.
  ///
  /// @param keys those of the columns, then those that tell grouping sets apart
  /// @param firstGrouping which key is the result of the first GROUPING
  record Expanded(Relation input, GroupKeys keys, int firstGrouping) {}

  static Expanded expand(Aggregate aggregate, Relation input, GroupKeys keys) {
    boolean plain =
        aggregate.getGroupSets().size() == 1
            && aggregate.getAggCallList().stream().noneMatch(GroupingSets::isGrouping);
    return plain
        ? new Expanded(input, keys, keys.columns().size())
        : new GroupingSets(aggregate, input, keys).expanded();
  }

  /// Whether a call asks for the grouping set, not for rows.
  static boolean isGrouping(AggregateCall call) {
    return switch (call.getAggregation().getKind()) {
      case GROUPING, GROUPING_ID -> true;
      default -> false;
    };
  }

  private Expanded expanded() {
    List<GroupingSet> sets = new ArrayList<>();
    for (ImmutableBitSet set : aggregate.getGroupSets()) {
      sets.add(new GroupingSet(positions(set), constants(set, sets.size())));
    }
    List<Field> fields = new ArrayList<>(input.plan().schema().getFields());
    int firstKey = fields.size();
    for (int column : keys.columns()) {
      fields.add(Types.withNullability(input.fieldOf(column), true));
    }
    IntStream.range(0, 1 + groupings.size())
        .forEach(i -> fields.add(Types.named("$grouping" + i, bigint())));
    Plan plan = new Plan.Expand(input.plan(), keys.columns(), sets, new Schema(fields));
    List<Integer> columns = IntStream.range(firstKey, fields.size()).boxed().toList();
    return new Expanded(input.withPlan(plan), keys.withColumns(columns), keys.columns().size() + 1);
  }

  private static Field bigint() {
    return Types.notNull(new ArrowType.Int(64, true));
  }

  private List<Integer> positions(ImmutableBitSet set) {
    List<Integer> positions = new ArrayList<>();
    int i = 0;
    for (int field : aggregate.getGroupSet()) {
      if (set.get(field)) {
        positions.addAll(keys.positions(i));
      } else if (keys.positions(i).isEmpty()) {
        throw Unsupported.at(
            aggregate,
            ErrorCode.INVALID_WINDOW,
            "every grouping set needs the window",
            "write GROUP BY window, ROLLUP(...) and the like");
      }
      i++;
    }
    return positions;
  }

  private List<Long> constants(ImmutableBitSet set, int number) {
    List<Long> constants = new ArrayList<>(List.of((long) number));
    groupings.forEach(call -> constants.add(grouping(call, set)));
    return constants;
  }

  // One bit per argument, the first one highest: whether the set lacks it.
  private static long grouping(AggregateCall call, ImmutableBitSet set) {
    long bits = 0;
    for (int field : call.getArgList()) {
      bits = bits << 1 | (set.get(field) ? 0 : 1);
    }
    return bits;
  }
}
