package dev.wadi.planner;

import dev.wadi.engine.plan.LookedUp;
import dev.wadi.engine.plan.Plan;
import dev.wadi.sdk.connector.LookupTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// A lookup join as one line: which keys are asked for, what is read, and how long answers are
/// kept.
final class LookupJoinPrinter {
  private LookupJoinPrinter() {}

  static String print(Plan.LookupJoin join) {
    LookedUp table = join.table();
    ExpressionPrinter input = ExpressionPrinter.of(join.input());
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < join.keys().size(); i++) {
      keys.add(input.column(join.keys().get(i)) + " = " + table.keys().get(i).getName());
    }
    String residual =
        join.residual() == null
            ? ""
            : " and " + new ExpressionPrinter(both(join)).print(join.residual());
    return "LookupJoin %s %s%s, %s %s, cache %d bytes%s"
        .formatted(
            join.kind().name().toLowerCase(Locale.ROOT),
            PlanPrinter.list(keys),
            residual,
            PlanPrinter.table(table.table()),
            PlanPrinter.list(table.schema().getFields().stream().map(Field::getName).toList()),
            table.cacheBytes(),
            table.maxAgeMillis() == LookupTable.FOR_EVER
                ? ""
                : " for " + Duration.ofMillis(table.maxAgeMillis()));
  }

  private static Schema both(Plan.LookupJoin join) {
    List<Field> fields = new ArrayList<>(join.input().schema().getFields());
    fields.addAll(join.table().schema().getFields());
    return new Schema(fields);
  }
}
