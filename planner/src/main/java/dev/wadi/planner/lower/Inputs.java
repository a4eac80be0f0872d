package dev.wadi.planner.lower;

import dev.wadi.engine.plan.AsyncCall;
import dev.wadi.engine.plan.DeadLetters;
import dev.wadi.engine.plan.LatePlan;
import dev.wadi.engine.plan.OverPlan;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.TableFunctionCall;
import dev.wadi.engine.plan.Unnest;
import java.util.List;
import java.util.function.UnaryOperator;

/// The same node over other inputs, which have the same columns.
final class Inputs {
  private Inputs() {}

  static Plan replaced(Plan plan, UnaryOperator<Plan> change) {
    return switch (plan) {
      case Plan.Scan scan -> scan;
      case Plan.Values values -> values;
      case DeadLetters letters -> letters;
      case Plan.Project project ->
          new Plan.Project(change.apply(project.input()), project.expressions(), project.schema());
      case Plan.Filter filter -> new Plan.Filter(change.apply(filter.input()), filter.condition());
      case Plan.Expand expand ->
          new Plan.Expand(
              change.apply(expand.input()), expand.keys(), expand.sets(), expand.schema());
      case Plan.WindowAggregate aggregate -> aggregate(aggregate, change);
      case Plan.UpdatingAggregate updating ->
          new Plan.UpdatingAggregate(
              aggregate(updating.aggregate(), change),
              updating.ttlMillis(),
              updating.flushMillis(),
              updating.schema());
      case Plan.UpdatingWindows updating ->
          new Plan.UpdatingWindows(
              aggregate(updating.aggregate(), change),
              updating.latenessMicros(),
              updating.earlyMillis(),
              updating.flushMillis(),
              updating.schema());
      case Plan.NetRows net -> new Plan.NetRows(change.apply(net.input()), net.change());
      case Plan.AssignWindows assign ->
          new Plan.AssignWindows(change.apply(assign.input()), assign.window(), assign.schema());
      case Plan.Union union -> new Plan.Union(all(union.inputs(), change));
      case Plan.BroadcastJoin join ->
          new Plan.BroadcastJoin(
              change.apply(join.probe()),
              change.apply(join.build()),
              join.kind(),
              join.probeKeys(),
              join.buildKeys(),
              join.residual(),
              join.schema());
      case Plan.LookupJoin join ->
          new Plan.LookupJoin(
              change.apply(join.input()),
              join.table(),
              join.kind(),
              join.keys(),
              join.residual(),
              join.schema());
      case Plan.StreamJoin join ->
          new Plan.StreamJoin(
              side(join.left(), change),
              side(join.right(), change),
              join.match(),
              join.residual(),
              join.changelog(),
              join.schema());
      case Plan.TemporalJoin join ->
          new Plan.TemporalJoin(
              side(join.left(), change),
              side(join.right(), change),
              join.residual(),
              join.schema());
      case TableFunctionCall call ->
          new TableFunctionCall(
              change.apply(call.input()),
              call.function(),
              call.arguments(),
              call.kept(),
              call.outer(),
              call.schema());
      case AsyncCall call ->
          new AsyncCall(
              change.apply(call.input()),
              call.function(),
              call.arguments(),
              call.condition(),
              call.kept(),
              call.rejected(),
              call.changelog(),
              call.schema());
      case Unnest unnest ->
          new Unnest(
              change.apply(unnest.input()),
              unnest.lists(),
              unnest.kept(),
              unnest.ordinality(),
              unnest.outer(),
              unnest.schema());
      case OverPlan.Over over ->
          new OverPlan.Over(
              change.apply(over.input()),
              over.partition(),
              over.order(),
              over.calls(),
              over.release(),
              over.schema());
      case OverPlan.TimedOver over ->
          new OverPlan.TimedOver(
              change.apply(over.input()),
              over.partition(),
              over.order(),
              over.calls(),
              over.lag(),
              over.release(),
              over.ttlMillis(),
              over.schema());
      case OverPlan.UpdatingOver over ->
          new OverPlan.UpdatingOver(
              change.apply(over.input()),
              over.change(),
              over.partition(),
              over.order(),
              over.calls(),
              over.ttlMillis(),
              over.flushMillis(),
              over.schema());
      case OverPlan.TopN topN ->
          new OverPlan.TopN(
              change.apply(topN.input()),
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
              change.apply(sort.input()), sort.keys(), sort.offset(), sort.limit(), sort.release());
      case LatePlan.InTime inTime ->
          new LatePlan.InTime(change.apply(inTime.input()), inTime.lateness(), inTime.lateTable());
      case LatePlan.Late late -> new LatePlan.Late((LatePlan.InTime) change.apply(late.others()));
      case Plan.Write write ->
          new Plan.Write(change.apply(write.input()), write.table(), write.changelog());
    };
  }

  private static Plan.WindowAggregate aggregate(
      Plan.WindowAggregate aggregate, UnaryOperator<Plan> change) {
    return new Plan.WindowAggregate(
        change.apply(aggregate.input()),
        aggregate.window(),
        aggregate.keys(),
        aggregate.aggregates(),
        aggregate.change(),
        aggregate.schema());
  }

  private static Plan.JoinInput side(Plan.JoinInput side, UnaryOperator<Plan> change) {
    return new Plan.JoinInput(
        change.apply(side.plan()), side.keys(), side.change(), side.retention(), side.preserved());
  }

  private static List<Plan> all(List<Plan> plans, UnaryOperator<Plan> change) {
    return plans.stream().map(change).toList();
  }
}
