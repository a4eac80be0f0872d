package dev.wadi.planner;

import dev.wadi.engine.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// A join of streams as one line: what is emitted for a match, and what is kept how long.
final class StreamJoinPrinter {
  private StreamJoinPrinter() {}

  static String print(Plan.StreamJoin join) {
    ExpressionPrinter left = ExpressionPrinter.of(join.left().plan());
    ExpressionPrinter right = ExpressionPrinter.of(join.right().plan());
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < join.left().keys().size(); i++) {
      keys.add(
          "%s = %s"
              .formatted(
                  left.column(join.left().keys().get(i)),
                  right.column(join.right().keys().get(i))));
    }
    String residual =
        join.residual() == null
            ? ""
            : " and " + new ExpressionPrinter(both(join)).print(join.residual());
    return "StreamJoin %s [%s]%s, left %s, right %s"
        .formatted(
            kind(join),
            String.join(", ", keys),
            residual,
            kept(join.left().retention(), left),
            kept(join.right().retention(), right));
  }

  private static Schema both(Plan.StreamJoin join) {
    List<Field> fields = new ArrayList<>(join.left().plan().schema().getFields());
    fields.addAll(join.right().plan().schema().getFields());
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

  private static String kept(Plan.Retention retention, ExpressionPrinter input) {
    return switch (retention) {
      case Plan.Retention.Ttl ttl -> "for " + Duration.ofMillis(ttl.millis());
      case Plan.Retention.Until until ->
          "until %s + %s"
              .formatted(input.column(until.timeColumn()), PlanPrinter.span(until.plusMicros()));
    };
  }
}
