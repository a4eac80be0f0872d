package dev.wadi.planner.lower;

import dev.wadi.engine.plan.OverPlan;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.SourceTime;
import dev.wadi.engine.plan.TableFunctionCall;
import java.util.List;

/// Takes watermarks out of a plan.
final class Watermarks {
  private Watermarks() {}

  static Plan without(Plan plan) {
    return switch (plan) {
      case Plan.Scan scan ->
          scan.time() instanceof SourceTime.Declared
              ? new Plan.Scan(scan.table(), scan.columns(), null, scan.changelog())
              : scan;
      case Plan.Values values -> values;
      case Plan.Project project ->
          new Plan.Project(without(project.input()), project.expressions(), project.schema());
      case Plan.Filter filter -> new Plan.Filter(without(filter.input()), filter.condition());
      case Plan.Expand expand ->
          new Plan.Expand(without(expand.input()), expand.keys(), expand.sets(), expand.schema());
      case Plan.WindowAggregate aggregate ->
          new Plan.WindowAggregate(
              without(aggregate.input()),
              aggregate.window(),
              aggregate.keys(),
              aggregate.aggregates(),
              aggregate.change(),
              aggregate.schema());
      case Plan.UpdatingAggregate updating ->
          new Plan.UpdatingAggregate(
              (Plan.WindowAggregate) without(updating.aggregate()),
              updating.ttlMillis(),
              updating.flushMillis(),
              updating.schema());
      case Plan.UpdatingWindows updating ->
          new Plan.UpdatingWindows(
              (Plan.WindowAggregate) without(updating.aggregate()),
              updating.latenessMicros(),
              updating.earlyMillis(),
              updating.flushMillis(),
              updating.schema());
      case Plan.NetRows net -> new Plan.NetRows(without(net.input()), net.change());
      case Plan.AssignWindows assign ->
          new Plan.AssignWindows(without(assign.input()), assign.window(), assign.schema());
      case Plan.Union union -> new Plan.Union(without(union.inputs()));
      case Plan.BroadcastJoin join ->
          new Plan.BroadcastJoin(
              without(join.probe()),
              without(join.build()),
              join.kind(),
              join.probeKeys(),
              join.buildKeys(),
              join.residual(),
              join.schema());
      case Plan.LookupJoin join ->
          new Plan.LookupJoin(
              without(join.input()),
              join.table(),
              join.kind(),
              join.keys(),
              join.residual(),
              join.schema());
      case Plan.StreamJoin join ->
          new Plan.StreamJoin(
              without(join.left()),
              without(join.right()),
              join.match(),
              join.residual(),
              join.changelog(),
              join.schema());
      case Plan.TemporalJoin join ->
          new Plan.TemporalJoin(
              without(join.left()), without(join.right()), join.residual(), join.schema());
      case Plan.Unnest unnest ->
          new Plan.Unnest(
              without(unnest.input()),
              unnest.lists(),
              unnest.ordinality(),
              unnest.outer(),
              unnest.schema());
      case TableFunctionCall call ->
          new TableFunctionCall(
              without(call.input()),
              call.function(),
              call.arguments(),
              call.kept(),
              call.outer(),
              call.schema());
      case OverPlan.Over over ->
          new OverPlan.Over(
              without(over.input()),
              over.partition(),
              over.order(),
              over.calls(),
              over.release(),
              over.schema());
      case OverPlan.TimedOver over ->
          new OverPlan.TimedOver(
              without(over.input()),
              over.partition(),
              over.order(),
              over.calls(),
              over.lag(),
              over.release(),
              over.ttlMillis(),
              over.schema());
      case OverPlan.UpdatingOver over ->
          new OverPlan.UpdatingOver(
              without(over.input()),
              over.change(),
              over.partition(),
              over.order(),
              over.calls(),
              over.ttlMillis(),
              over.flushMillis(),
              over.schema());
      case OverPlan.TopN topN ->
          new OverPlan.TopN(
              without(topN.input()),
              topN.change(),
              topN.partition(),
              topN.order(),
              topN.offset(),
              topN.end(),
              topN.ranked(),
              topN.ttlMillis(),
              topN.flushMillis(),
              topN.schema());
      case Plan.Sort sort ->
          new Plan.Sort(
              without(sort.input()), sort.keys(), sort.offset(), sort.limit(), sort.release());
      case Plan.Write write ->
          new Plan.Write(without(write.input()), write.table(), write.changelog());
    };
  }

  private static Plan.JoinInput without(Plan.JoinInput side) {
    return new Plan.JoinInput(
        without(side.plan()), side.keys(), side.change(), side.retention(), side.preserved());
  }

  private static List<Plan> without(List<Plan> plans) {
    return plans.stream().map(Watermarks::without).toList();
  }
}
