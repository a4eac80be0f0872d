package dev.wadi.planner.optimize;

import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.planner.resolve.LookupTables;
import dev.wadi.planner.resolve.OwnOperators;
import dev.wadi.planner.resolve.RelConverter;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.rel.BiRel;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Snapshot;
import org.apache.calcite.rel.hint.Hintable;
import org.apache.calcite.rel.hint.RelHint;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalSnapshot;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/// `JOIN t FOR SYSTEM_TIME AS OF time` as a plain join. If `t` is a lookup table, the time has to
/// be that of processing, and nothing of it is left. Else the right side stays a snapshot, through
/// which no filter passes, and the time is a part of the condition ({@link
/// OwnOperators#VERSION_AT}).
final class SnapshotJoins extends RelHomogeneousShuttle {
  private static final Set<String> CLOCKS =
      Set.of("now", "current_timestamp", "localtimestamp", "proctime", "wallclock");

  @Override
  public RelNode visit(RelNode node) {
    RelNode visited = super.visit(node);
    return switch (visited) {
      case Correlate correlate -> correlated(correlate);
      case Join join when join.getRight() instanceof Snapshot snapshot ->
          joined(
              join,
              join.getJoinType(),
              snapshot,
              snapshot.getPeriod(),
              List.of(join.getCondition()));
      default -> visited;
    };
  }

  private static RelNode correlated(Correlate correlate) {
    RelNode left = correlate.getLeft();
    int width = left.getRowType().getFieldCount();
    RexBuilder builder = correlate.getCluster().getRexBuilder();
    RelNode right = correlate.getRight();
    List<RexNode> conditions = new ArrayList<>();
    if (right instanceof Filter filter && filter.getInput() instanceof Snapshot) {
      conditions.add(CorrelatedRows.joined(filter.getCondition(), left, width, builder));
      right = filter.getInput();
    }
    if (!(right instanceof Snapshot snapshot)) {
      return correlate;
    }
    RexNode time = CorrelatedRows.joined(snapshot.getPeriod(), left, width, builder);
    return joined(correlate, correlate.getJoinType(), snapshot, time, conditions);
  }

  /// @param pairs the join or correlation
  /// @param time over the left fields
  private static RelNode joined(
      BiRel pairs, JoinRelType type, Snapshot snapshot, RexNode time, List<RexNode> conditions) {
    RelNode left = pairs.getLeft();
    RexBuilder builder = left.getCluster().getRexBuilder();
    List<RexNode> all = new ArrayList<>(conditions);
    RelNode right = snapshot.getInput();
    if (LookupTables.of(right).isEmpty()) {
      right = LogicalSnapshot.create(right, builder.makeNullLiteral(time.getType()));
      int width = left.getRowType().getFieldCount();
      RexNode anyField = RexUtil.shift(builder.makeInputRef(right, 0), width);
      all.add(builder.makeCall(OwnOperators.VERSION_AT, time, anyField));
    } else if (!isProcessingTime(left, time)) {
      throw hasNoVersions(pairs);
    }
    RexNode condition = RexUtil.composeConjunction(builder, all);
    List<RelHint> hints = ((Hintable) pairs).getHints();
    return LogicalJoin.create(left, right, hints, condition, Set.of(), type);
  }

  private static boolean isProcessingTime(RelNode rows, RexNode time) {
    return switch (time) {
      case RexInputRef field when rows instanceof Project project ->
          isProcessingTime(project.getInput(), project.getProjects().get(field.getIndex()));
      case RexInputRef _ when rows instanceof Filter filter ->
          isProcessingTime(filter.getInput(), time);
      case RexCall cast when cast.getKind() == SqlKind.CAST ->
          isProcessingTime(rows, cast.getOperands().getFirst());
      case RexCall call -> CLOCKS.contains(call.getOperator().getName().toLowerCase(Locale.ROOT));
      default -> false;
    };
  }

  private static WadiException hasNoVersions(RelNode join) {
    WadiException error =
        new WadiException(
                ErrorCode.UNSUPPORTED_SQL,
                "a lookup table has no versions: it is asked for what it has now")
            .withHint("write FOR SYSTEM_TIME AS OF a column that is proctime(), or leave it out");
    return RelConverter.positionOf(join).map(place -> error.at(Positions.of(place))).orElse(error);
  }
}
