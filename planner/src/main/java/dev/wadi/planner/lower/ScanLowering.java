package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Expression.InputColumn;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.SourceTime;
import dev.wadi.planner.resolve.ConnectionTable;
import dev.wadi.planner.resolve.LookupTables;
import dev.wadi.sdk.connector.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.core.TableScan;

/// A connection table: all its columns at first, with its watermark and, if its event time is
/// computed, that as one more column. What is not needed is pruned later.
final class ScanLowering {
  private final Lowering lowering;

  ScanLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  Relation lower(TableScan scan) {
    ConnectionTable table = scan.getTable().unwrap(ConnectionTable.class);
    if (table.lookupOptions().isPresent()) {
      throw LookupTables.onlyJoined(table);
    }
    Schema schema = table.physical().orElseThrow();
    TableDefinition definition = table.definition(schema);
    boolean bounded = table.source().bounded();
    List<Integer> all = IntStream.range(0, schema.getFields().size()).boxed().toList();
    Relation untimed =
        table.source().changelog()
            ? changing(new Plan.Scan(definition, all, null, true), bounded)
            : new Relation(
                new Plan.Scan(definition, all, null),
                Lowering.columns(all.size()),
                Map.of(),
                Relation.NO_EVENT_TIME,
                bounded);
    return table
        .time()
        .map(time -> timed(scan, untimed, time))
        .orElseGet(() -> bounded || untimed.isChangelog() ? untimed : inOrderOfArrival(untimed));
  }

  // A table that ends has the same result whenever it is read: no clock must come into it.
  private static Relation inOrderOfArrival(Relation untimed) {
    Plan.Scan plain = (Plan.Scan) untimed.plan();
    int arrival = plain.columns().size();
    return new Relation(
        new Plan.Scan(plain.table(), plain.columns(), new SourceTime.Arrival()),
        untimed.slots(),
        Map.of(arrival, new TimeRole.EventTime()),
        arrival,
        untimed.bounded());
  }

  // Of a changelog that ends, only what is left of it counts.
  private static Relation changing(Plan.Scan scan, boolean bounded) {
    int change = scan.columns().size();
    return new Relation(
        bounded ? new Plan.NetRows(scan, change) : scan,
        Lowering.columns(change),
        Map.of(),
        Relation.NO_EVENT_TIME,
        bounded ? Relation.APPEND_ONLY : change,
        bounded);
  }

  private Relation timed(TableScan scan, Relation untimed, ConnectionTable.Time time) {
    Expressions expressions = lowering.expressions(scan, untimed);
    Plan plan =
        switch (untimed.plan()) {
          case Plan.Scan plain ->
              new Plan.Scan(
                  plain.table(),
                  plain.columns(),
                  new SourceTime.Declared(expressions.lower(time.watermark()), time.idleMicros()),
                  plain.changelog());
          // What is left in the end is never late.
          case Plan.NetRows left -> left;
          default -> throw new IllegalStateException("no scan: " + untimed.plan());
        };
    Expression eventTime = expressions.lower(time.column());
    int column = plan.schema().getFields().size();
    if (eventTime instanceof InputColumn physical) {
      column = physical.index();
    } else {
      plan = withColumn(plan, eventTime);
    }
    return new Relation(
        plan,
        untimed.slots(),
        Map.of(column, new TimeRole.EventTime()),
        column,
        untimed.change(),
        untimed.bounded());
  }

  private static Plan withColumn(Plan scan, Expression added) {
    List<Field> fields = scan.schema().getFields();
    List<Expression> columns = new ArrayList<>();
    List<String> names = new ArrayList<>(fields.stream().map(Field::getName).toList());
    for (int i = 0; i < fields.size(); i++) {
      columns.add(new InputColumn(i, Types.unnamed(fields.get(i))));
    }
    columns.add(added);
    names.add("$event_time");
    return Plans.project(scan, columns, names);
  }
}
