package dev.wadi.planner.lower;

import dev.wadi.engine.plan.AggregateCall;
import dev.wadi.engine.plan.OverCall;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.Release;
import dev.wadi.planner.lower.Pruning.Pruned;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Pruning of window functions: those that nobody reads are left out, and so are columns.
final class OverPruning {
  private OverPruning() {}

  static Pruned prune(Plan.Over over, SortedSet<Integer> needed, boolean timed) {
    int width = over.input().schema().getFields().size();
    List<Integer> calls = needed.tailSet(width).stream().map(column -> column - width).toList();
    SortedSet<Integer> below = new TreeSet<>(needed.headSet(width));
    below.addAll(over.partition());
    over.order().forEach(key -> below.add(key.column()));
    calls.forEach(call -> below.addAll(arguments(over.calls().get(call))));
    boolean waits = timed;
    if (over.release() instanceof Release.ByTime time) {
      below.add(time.column());
      waits = true;
    }
    Pruned input = Pruning.prune(over.input(), below, waits);
    return calls.isEmpty() ? input : moved(over, calls, input, width);
  }

  private static Pruned moved(Plan.Over over, List<Integer> calls, Pruned input, int width) {
    List<Field> fields = new ArrayList<>(input.plan().schema().getFields());
    List<OverCall> kept = new ArrayList<>();
    Map<Integer, Integer> columns = new HashMap<>(input.columns());
    for (int call : calls) {
      columns.put(width + call, fields.size());
      fields.add(over.schema().getFields().get(width + call));
      kept.add(moved(over.calls().get(call), input));
    }
    return new Pruned(
        new Plan.Over(
            input.plan(),
            input.columns(over.partition()),
            input.keys(over.order()),
            kept,
            input.release(over.release()),
            new Schema(fields)),
        columns);
  }

  private static List<Integer> arguments(OverCall call) {
    List<Integer> all =
        switch (call) {
          case OverCall.Rank _ -> List.of();
          case OverCall.Ntile ntile -> List.of(ntile.buckets());
          case OverCall.Shift shift ->
              List.of(shift.argument(), shift.distance(), shift.otherwise());
          case OverCall.Nth nth -> List.of(nth.argument(), nth.place());
          case OverCall.Aggregated aggregated -> arguments(aggregated.call());
        };
    return all.stream().filter(column -> column >= 0).toList();
  }

  private static List<Integer> arguments(AggregateCall call) {
    List<Integer> columns = new ArrayList<>(call.arguments());
    columns.add(call.filter());
    return columns;
  }

  private static OverCall moved(OverCall call, Pruned input) {
    return switch (call) {
      case OverCall.Rank rank -> rank;
      case OverCall.Ntile ntile -> new OverCall.Ntile(input.column(ntile.buckets()), ntile.type());
      case OverCall.Shift shift ->
          new OverCall.Shift(
              input.column(shift.argument()),
              optional(shift.distance(), input),
              shift.back(),
              optional(shift.otherwise(), input),
              shift.ignoreNulls(),
              shift.type());
      case OverCall.Nth nth ->
          new OverCall.Nth(
              input.column(nth.argument()),
              optional(nth.place(), input),
              nth.last(),
              nth.ignoreNulls(),
              nth.frame(),
              nth.type());
      case OverCall.Aggregated aggregated ->
          new OverCall.Aggregated(Pruning.moved(aggregated.call(), input), aggregated.frame());
    };
  }

  private static int optional(int column, Pruned input) {
    return column < 0 ? column : input.column(column);
  }
}
