package dev.wadi.planner.lower;

import dev.wadi.engine.plan.AggregateCall;
import dev.wadi.engine.plan.OverCall;
import dev.wadi.engine.plan.OverPlan;
import dev.wadi.engine.plan.Release;
import dev.wadi.engine.plan.SortKey;
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

  static Pruned prune(OverPlan.Over over, SortedSet<Integer> needed, boolean timed) {
    int width = over.input().schema().getFields().size();
    List<Integer> calls = calls(over.calls(), needed, width);
    SortedSet<Integer> below = read(needed, width, over.partition(), over.order());
    calls.forEach(call -> below.addAll(arguments(over.calls().get(call))));
    boolean waits = timed;
    if (over.release() instanceof Release.ByTime time) {
      below.add(time.column());
      waits = true;
    }
    Pruned input = Pruning.prune(over.input(), below, waits);
    if (calls.isEmpty()) {
      return input;
    }
    Output output = new Output(input, over.schema());
    calls.forEach(call -> output.add(width + call));
    return new Pruned(
        new OverPlan.Over(
            input.plan(),
            input.columns(over.partition()),
            input.keys(over.order()),
            moved(over.calls(), calls, input),
            input.release(over.release()),
            output.schema()),
        output.columns);
  }

  static Pruned prune(OverPlan.TimedOver over, SortedSet<Integer> needed) {
    int width = over.input().schema().getFields().size();
    List<Integer> calls = calls(over.calls(), needed, width);
    SortedSet<Integer> below = read(needed, width, over.partition(), over.order());
    calls.forEach(call -> below.addAll(arguments(over.calls().get(call))));
    Pruned pruned = Pruning.prune(over.input(), below, true);
    if (calls.isEmpty()) {
      return pruned;
    }
    // Rows are kept: without columns that nobody reads.
    Pruned input = Pruning.only(below, pruned);
    Output output = new Output(input, over.schema());
    calls.forEach(call -> output.add(width + call));
    return new Pruned(
        new OverPlan.TimedOver(
            input.plan(),
            input.columns(over.partition()),
            input.keys(over.order()),
            moved(over.calls(), calls, input),
            over.lag(),
            input.release(over.release()),
            over.ttlMillis(),
            output.schema()),
        output.columns);
  }

  /// Rows are recognized by the columns that are read when they are taken back: others must not be
  /// among them.
  static Pruned prune(OverPlan.UpdatingOver over, SortedSet<Integer> needed) {
    int width = over.input().schema().getFields().size();
    List<Integer> calls = calls(over.calls(), needed, width);
    SortedSet<Integer> below = read(needed, width, over.partition(), over.order());
    calls.forEach(call -> below.addAll(arguments(over.calls().get(call))));
    if (over.change() >= 0) {
      below.add(over.change());
    }
    Pruned input = Pruning.only(below, Pruning.prune(over.input(), below, false));
    Output output = new Output(input, over.schema());
    calls.forEach(call -> output.add(width + call));
    if (over.change() < 0) {
      output.addLast();
    }
    return new Pruned(
        new OverPlan.UpdatingOver(
            input.plan(),
            over.change() < 0 ? Relation.APPEND_ONLY : input.column(over.change()),
            input.columns(over.partition()),
            input.keys(over.order()),
            moved(over.calls(), calls, input),
            over.ttlMillis(),
            over.flushMillis(),
            output.schema()),
        output.columns);
  }

  /// Without the places of the rows, far fewer changes are emitted.
  static Pruned prune(OverPlan.TopN topN, SortedSet<Integer> needed) {
    int width = topN.input().schema().getFields().size();
    SortedSet<Integer> below = read(needed, width, topN.partition(), topN.order());
    if (topN.change() >= 0) {
      below.add(topN.change());
    }
    Pruned input = Pruning.only(below, Pruning.prune(topN.input(), below, false));
    Output output = new Output(input, topN.schema());
    boolean ranked = topN.ranked() && needed.contains(width);
    if (ranked) {
      output.add(width);
    }
    if (topN.change() < 0) {
      output.addLast();
    }
    return new Pruned(
        new OverPlan.TopN(
            input.plan(),
            topN.change() < 0 ? Relation.APPEND_ONLY : input.column(topN.change()),
            input.columns(topN.partition()),
            input.keys(topN.order()),
            topN.offset(),
            topN.end(),
            ranked,
            topN.ttlMillis(),
            topN.flushMillis(),
            output.schema()),
        output.columns);
  }

  private static List<Integer> calls(List<OverCall> all, SortedSet<Integer> needed, int width) {
    return needed.subSet(width, width + all.size()).stream().map(column -> column - width).toList();
  }

  private static SortedSet<Integer> read(
      SortedSet<Integer> needed, int width, List<Integer> partition, List<SortKey> order) {
    SortedSet<Integer> below = new TreeSet<>(needed.headSet(width));
    below.addAll(partition);
    order.forEach(key -> below.add(key.column()));
    return below;
  }

  private static List<OverCall> moved(List<OverCall> all, List<Integer> calls, Pruned input) {
    return calls.stream().map(call -> moved(all.get(call), input)).toList();
  }

  /// The columns of the input, then others.
  private static final class Output {
    private final List<Field> old;
    private final List<Field> fields;
    private final Map<Integer, Integer> columns;

    private Output(Pruned input, Schema schema) {
      this.old = schema.getFields();
      this.fields = new ArrayList<>(input.plan().schema().getFields());
      this.columns = new HashMap<>(input.columns());
    }

    private void add(int column) {
      columns.put(column, fields.size());
      fields.add(old.get(column));
    }

    private void addLast() {
      add(old.size() - 1);
    }

    private Schema schema() {
      return new Schema(fields);
    }
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
