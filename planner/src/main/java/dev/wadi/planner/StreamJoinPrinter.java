package dev.wadi.planner;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// A join of streams as one line: what is emitted for a match, and what is kept how long, or as a
/// version from when on.
final class StreamJoinPrinter {
  private StreamJoinPrinter() {}

  static String print(Plan.StreamJoin join) {
    return "StreamJoin %s %s, left %s, right %s"
        .formatted(
            kind(join),
            condition(join.left(), join.right(), join.residual()),
            kept(join.left()),
            kept(join.right()));
  }

  static String print(Plan.TemporalJoin join) {
    return "TemporalJoin %s %s, version %s at %s"
        .formatted(
            join.left().preserved() ? "left" : "inner",
            condition(join.left(), join.right(), join.residual()),
            time(join.right()),
            time(join.left()));
  }

  private static String condition(Plan.JoinInput left, Plan.JoinInput right, Expression residual) {
    ExpressionPrinter leftColumns = ExpressionPrinter.of(left.plan());
    ExpressionPrinter rightColumns = ExpressionPrinter.of(right.plan());
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < left.keys().size(); i++) {
      keys.add(
          "%s = %s"
              .formatted(
                  leftColumns.column(left.keys().get(i)),
                  rightColumns.column(right.keys().get(i))));
    }
    return PlanPrinter.list(keys)
        + (residual == null
            ? ""
            : " and " + new ExpressionPrinter(both(left, right)).print(residual));
  }

  private static Schema both(Plan.JoinInput left, Plan.JoinInput right) {
    List<Field> fields = new ArrayList<>(left.plan().schema().getFields());
    fields.addAll(right.plan().schema().getFields());
    return new Schema(fields);
  }

  private static String kind(Plan.StreamJoin join) {
    if (join.match() != Plan.Match.PAIRS) {
      return join.match().name().toLowerCase(Locale.ROOT);
    }
    if (join.left().preserved()) {
      return join.right().preserved() ? "full" : "left";
    }
    return join.right().preserved() ? "right" : "inner";
  }

  private static String kept(Plan.JoinInput side) {
    return switch (side.retention()) {
      case Plan.Retention.Ttl ttl -> "for " + Duration.ofMillis(ttl.millis());
      case Plan.Retention.Until until ->
          "until %s + %s".formatted(time(side), PlanPrinter.span(until.plusMicros()));
    };
  }

  private static String time(Plan.JoinInput side) {
    return ExpressionPrinter.of(side.plan())
        .column(((Plan.Retention.Until) side.retention()).timeColumn());
  }
}
