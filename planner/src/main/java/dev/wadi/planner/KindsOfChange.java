package dev.wadi.planner;

import dev.wadi.engine.plan.AsyncCall;
import dev.wadi.engine.plan.DeadLetters;
import dev.wadi.engine.plan.LatePlan;
import dev.wadi.engine.plan.OverPlan;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.TableFunctionCall;
import dev.wadi.engine.plan.Unnest;
import dev.wadi.sdk.batch.ChangeKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What the rows of a plan's nodes do to the result: are just added, or also changed and taken
/// back.
final class KindsOfChange {
  private KindsOfChange() {}

  /// ` [+I, -U, +U]` behind a node whose rows are not just added, else nothing.
  static String suffix(Plan plan) {
    Set<ChangeKind> kinds = of(plan);
    return kinds.equals(EnumSet.of(ChangeKind.INSERT))
        ? ""
        : kinds.stream().map(ChangeKind::symbol).collect(Collectors.joining(", ", " [", "]"));
  }

  private static Set<ChangeKind> of(Plan plan) {
    return switch (plan) {
      case Plan.Scan scan when scan.changelog() -> EnumSet.allOf(ChangeKind.class);
      case Plan.UpdatingAggregate updating -> updated(updating.aggregate().retracting());
      case Plan.UpdatingWindows updating -> updated(updating.aggregate().retracting());
      case OverPlan.UpdatingOver over -> updated(over.change() >= 0);
      case OverPlan.TopN topN -> updated(topN.change() >= 0);
      case Plan.StreamJoin join when join.changelog() ->
          EnumSet.of(ChangeKind.INSERT, ChangeKind.DELETE);
      case Plan.BroadcastJoin join -> of(join.probe());
      case Plan.LookupJoin join -> of(join.input());
      case Plan.Filter filter -> of(filter.input());
      case Plan.Project project -> of(project.input());
      case Plan.AssignWindows assign -> of(assign.input());
      case Plan.Expand expand -> of(expand.input());
      case Unnest unnest -> of(unnest.input());
      case TableFunctionCall call -> of(call.input());
      case AsyncCall call -> of(call.input());
      case Plan.Union union -> of(union.inputs());
      case Plan.Write write -> of(write.input());
      case Plan.Scan _,
          Plan.StreamJoin _,
          Plan.TemporalJoin _,
          Plan.Values _,
          Plan.WindowAggregate _,
          Plan.NetRows _,
          Plan.Sort _,
          LatePlan _,
          DeadLetters _,
          OverPlan.Over _,
          OverPlan.TimedOver _ ->
          EnumSet.of(ChangeKind.INSERT);
    };
  }

  // A group is deleted when its last row is taken back; a first row that nobody takes back leaves
  // only for another one.
  private static Set<ChangeKind> updated(boolean retracting) {
    return retracting
        ? EnumSet.allOf(ChangeKind.class)
        : EnumSet.of(ChangeKind.INSERT, ChangeKind.UPDATE_BEFORE, ChangeKind.UPDATE_AFTER);
  }

  private static Set<ChangeKind> of(List<Plan> plans) {
    Set<ChangeKind> all = EnumSet.noneOf(ChangeKind.class);
    plans.forEach(plan -> all.addAll(of(plan)));
    return all;
  }
}
