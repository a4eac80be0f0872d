package dev.wadi.planner;

import dev.wadi.engine.plan.Frame;
import dev.wadi.engine.plan.OverCall;
import dev.wadi.engine.plan.OverPlan;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.Release;
import dev.wadi.engine.plan.SortKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.vector.types.pojo.Schema;

/// Window functions as text.
final class OverPrinter {
  private OverPrinter() {}

  static String print(OverPlan.Over over) {
    ExpressionPrinter input = ExpressionPrinter.of(over.input());
    return "Over %s%s: %s"
        .formatted(
            partition(over.partition(), over.order(), input),
            over.release() instanceof Release.ByTime ? " by time" : "",
            calls(over.calls(), over.input(), over.schema()));
  }

  static String print(OverPlan.TimedOver over) {
    return "TimedOver %s: %s, rows within reach kept, ttl %s"
        .formatted(
            partition(over.partition(), over.order(), ExpressionPrinter.of(over.input())),
            calls(over.calls(), over.input(), over.schema()),
            Duration.ofMillis(over.ttlMillis()));
  }

  static String print(OverPlan.UpdatingOver over) {
    return "UpdatingOver %s: %s, all rows kept, ttl %s, flush %s"
        .formatted(
            partition(over.partition(), over.order(), ExpressionPrinter.of(over.input())),
            calls(over.calls(), over.input(), over.schema()),
            Duration.ofMillis(over.ttlMillis()),
            Duration.ofMillis(over.flushMillis()));
  }

  static String print(OverPlan.TopN topN) {
    return "TopN %s rows %d to %d%s, %s kept, ttl %s, flush %s"
        .formatted(
            partition(topN.partition(), topN.order(), ExpressionPrinter.of(topN.input())),
            topN.offset() + 1,
            topN.end(),
            topN.ranked() ? " with places" : "",
            topN.change() < 0 ? "these" : "all rows",
            Duration.ofMillis(topN.ttlMillis()),
            Duration.ofMillis(topN.flushMillis()));
  }

  private static String partition(
      List<Integer> partition, List<SortKey> order, ExpressionPrinter input) {
    return "partition %s order %s"
        .formatted(
            PlanPrinter.list(partition.stream().map(input::column).toList()),
            PlanPrinter.keys(order, input));
  }

  private static String calls(List<OverCall> calls, Plan input, Schema schema) {
    ExpressionPrinter printer = ExpressionPrinter.of(input);
    int first = input.schema().getFields().size();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      String name = schema.getFields().get(first + i).getName();
      texts.add(name + " = " + call(calls.get(i), printer));
    }
    return PlanPrinter.list(texts);
  }

  private static String call(OverCall call, ExpressionPrinter input) {
    return switch (call) {
      case OverCall.Rank rank -> name(rank.function()) + "()";
      case OverCall.Ntile ntile -> "ntile(" + input.column(ntile.buckets()) + ")";
      case OverCall.Shift shift ->
          (shift.back() ? "lag(" : "lead(")
              + input.column(shift.argument())
              + more(shift.distance(), input)
              + more(shift.otherwise(), input)
              + ")"
              + nulls(shift.ignoreNulls());
      case OverCall.Nth nth ->
          (nth.last() ? "last_value(" : nth.place() < 0 ? "first_value(" : "nth_value(")
              + input.column(nth.argument())
              + more(nth.place(), input)
              + ")"
              + nulls(nth.ignoreNulls())
              + frame(nth.frame());
      case OverCall.Aggregated aggregated ->
          PlanPrinter.call(aggregated.call(), input) + frame(aggregated.frame());
    };
  }

  private static String name(Enum<?> function) {
    return function.name().toLowerCase(Locale.ROOT);
  }

  private static String more(int column, ExpressionPrinter input) {
    return column < 0 ? "" : ", " + input.column(column);
  }

  private static String nulls(boolean ignored) {
    return ignored ? " ignore nulls" : "";
  }

  private static String frame(Frame frame) {
    return " %s[%s, %s]"
        .formatted(frame.rows() ? "rows" : "range", bound(frame.lower()), bound(frame.upper()));
  }

  private static String bound(Frame.Bound bound) {
    return switch (bound) {
      case Frame.Bound.Unbounded _ -> "all";
      case Frame.Bound.Offset offset -> offset.distance().toPlainString();
    };
  }
}
