package dev.wadi.planner;

import dev.wadi.engine.plan.Frame;
import dev.wadi.engine.plan.OverCall;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Window functions as text.
final class OverPrinter {
  private OverPrinter() {}

  static String print(Plan.Over over) {
    ExpressionPrinter input = ExpressionPrinter.of(over.input());
    int first = over.input().schema().getFields().size();
    List<String> calls = new ArrayList<>();
    for (int i = 0; i < over.calls().size(); i++) {
      String name = over.schema().getFields().get(first + i).getName();
      calls.add(name + " = " + call(over.calls().get(i), input));
    }
    return "Over partition %s order %s%s: %s"
        .formatted(
            PlanPrinter.list(over.partition().stream().map(input::column).toList()),
            PlanPrinter.keys(over.order(), input),
            over.release() instanceof Release.ByTime ? " by time" : "",
            PlanPrinter.list(calls));
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
