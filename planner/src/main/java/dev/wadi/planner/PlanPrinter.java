package dev.wadi.planner;

import dev.wadi.engine.plan.AggregateCall;
import dev.wadi.engine.plan.AsyncCall;
import dev.wadi.engine.plan.DeadLetters;
import dev.wadi.engine.plan.GroupingSet;
import dev.wadi.engine.plan.LatePlan;
import dev.wadi.engine.plan.Lateness;
import dev.wadi.engine.plan.OverPlan;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.Release;
import dev.wadi.engine.plan.SortKey;
import dev.wadi.engine.plan.SourceTime;
import dev.wadi.engine.plan.TableFunctionCall;
import dev.wadi.engine.plan.Unnest;
import dev.wadi.engine.plan.Window;
import dev.wadi.sdk.connector.TableDefinition;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// A plan as text: one line per node, inputs indented below it. Behind a node whose rows are not
/// just added stands what else they do.
public final class PlanPrinter {
  private final StringBuilder text = new StringBuilder();

  private PlanPrinter() {}

  public static String print(Plan plan) {
    PlanPrinter printer = new PlanPrinter();
    printer.node(plan, 0);
    return printer.text.toString();
  }

  private void node(Plan plan, int depth) {
    text.repeat(' ', 2 * depth)
        .append(describe(plan))
        .append(KindsOfChange.suffix(plan))
        .append('\n');
    plan.inputs().forEach(input -> node(input, depth + 1));
  }

  private static String describe(Plan plan) {
    return switch (plan) {
      case Plan.Scan scan -> scan(scan);
      case Plan.Values values -> "Values " + values(values);
      case Plan.Project project -> "Project " + project(project);
      case Plan.Filter filter ->
          "Filter " + ExpressionPrinter.of(filter.input()).print(filter.condition());
      case Plan.Expand expand -> expand(expand);
      case Plan.WindowAggregate aggregate -> "WindowAggregate " + aggregate(aggregate);
      case Plan.UpdatingAggregate updating -> "UpdatingAggregate " + updating(updating);
      case Plan.UpdatingWindows updating -> "UpdatingWindows " + updating(updating);
      case Plan.NetRows _ -> "NetRows";
      case Plan.AssignWindows assign ->
          "AssignWindows " + window(assign.window(), ExpressionPrinter.of(assign.input()));
      case Plan.Union _ -> "Union";
      case Plan.BroadcastJoin join -> join(join);
      case Plan.LookupJoin join -> LookupJoinPrinter.print(join);
      case Plan.StreamJoin join -> StreamJoinPrinter.print(join);
      case Plan.TemporalJoin join -> StreamJoinPrinter.print(join);
      case Plan.Sort sort -> sort(sort);
      case Unnest unnest ->
          "Unnest %s%s%s"
              .formatted(
                  unnest.lists().stream()
                      .map(ExpressionPrinter.of(unnest.input())::column)
                      .collect(Collectors.joining(", ")),
                  unnest.ordinality() ? " with ordinality" : "",
                  unnest.outer() ? " outer" : "");
      case TableFunctionCall call -> call(call);
      case AsyncCall call -> call(call);
      case OverPlan.Over over -> OverPrinter.print(over);
      case OverPlan.TimedOver over -> OverPrinter.print(over);
      case OverPlan.UpdatingOver over -> OverPrinter.print(over);
      case OverPlan.TopN topN -> OverPrinter.print(topN);
      case LatePlan.InTime inTime -> inTime(inTime);
      case LatePlan.Late _ -> "Late";
      case DeadLetters _ -> "DeadLetters";
      case Plan.Write write ->
          "Write %s %s".formatted(table(write.table()), columns(write.input(), write));
    };
  }

  private static String call(TableFunctionCall call) {
    ExpressionPrinter input = ExpressionPrinter.of(call.input());
    return call.arguments().stream()
        .map(input::print)
        .collect(
            Collectors.joining(
                ", ",
                "TableFunction %s(".formatted(call.function().name()),
                call.outer() ? ") outer" : ")"));
  }

  private static String call(AsyncCall call) {
    ExpressionPrinter input = ExpressionPrinter.of(call.input());
    return "AsyncCall %s(%s)%s%s, %,d in flight, timeout %s, retries %d"
        .formatted(
            call.function().name(),
            String.join(", ", call.arguments().stream().map(input::column).toList()),
            call.condition() == AsyncCall.ALWAYS ? "" : " where " + input.column(call.condition()),
            call.keepsOrder() ? " ordered" : "",
            call.settings().inFlight(),
            Duration.ofMillis(call.settings().timeoutMillis()),
            call.settings().retries());
  }

  static String table(TableDefinition table) {
    return table.name().equals(table.connectorName())
        ? table.name()
        : "%s (%s)".formatted(table.name(), table.connectorName());
  }

  // Names of the sink, types of the rows: they are the same but for nullability.
  private static String columns(Plan input, Plan.Write write) {
    List<String> columns = new ArrayList<>();
    List<Field> fields = write.schema().getFields();
    for (int i = 0; i < fields.size(); i++) {
      Field made = input.schema().getFields().get(i);
      columns.add(fields.get(i).getName() + " " + TypePrinter.print(made));
    }
    return list(columns);
  }

  private static String scan(Plan.Scan scan) {
    String read =
        "Scan "
            + table(scan.table())
            + " "
            + list(scan.schema().getFields().stream().map(Field::getName).toList());
    return switch (scan.time()) {
      case SourceTime.Declared time ->
          read + " watermark " + new ExpressionPrinter(scan.schema()).print(time.watermark());
      case SourceTime.Arrival _ -> read + " in order of arrival";
      case null -> read;
    };
  }

  private static String values(Plan.Values values) {
    ExpressionPrinter printer = new ExpressionPrinter(values.schema());
    return values.rows().stream()
        .map(row -> row.stream().map(printer::print).collect(Collectors.joining(", ", "(", ")")))
        .collect(Collectors.joining(", "));
  }

  private static String project(Plan.Project project) {
    ExpressionPrinter printer = ExpressionPrinter.of(project.input());
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < project.expressions().size(); i++) {
      String name = project.schema().getFields().get(i).getName();
      String value = printer.print(project.expressions().get(i));
      columns.add(name.equals(value) ? value : name + " = " + value);
    }
    return list(columns);
  }

  private static String expand(Plan.Expand expand) {
    ExpressionPrinter input = ExpressionPrinter.of(expand.input());
    List<String> sets = new ArrayList<>();
    for (GroupingSet set : expand.sets()) {
      List<Integer> columns = set.keys().stream().map(expand.keys()::get).toList();
      sets.add("(" + String.join(", ", columns.stream().map(input::column).toList()) + ")");
    }
    return "Expand " + list(sets);
  }

  private static String aggregate(Plan.WindowAggregate aggregate) {
    ExpressionPrinter input = ExpressionPrinter.of(aggregate.input());
    List<String> calls = new ArrayList<>();
    List<Field> fields = aggregate.schema().getFields();
    int first = fields.size() - aggregate.aggregates().size();
    for (int i = 0; i < aggregate.aggregates().size(); i++) {
      calls.add(
          fields.get(first + i).getName() + " = " + call(aggregate.aggregates().get(i), input));
    }
    return "%s by %s: %s"
        .formatted(
            window(aggregate.window(), input),
            list(aggregate.keys().stream().map(input::column).toList()),
            list(calls));
  }

  private static String updating(Plan.UpdatingAggregate updating) {
    return "%s, ttl %s, flush %s"
        .formatted(
            aggregate(updating.aggregate()),
            Duration.ofMillis(updating.ttlMillis()),
            Duration.ofMillis(updating.flushMillis()));
  }

  private static String updating(Plan.UpdatingWindows updating) {
    return aggregate(updating.aggregate())
        + (updating.latenessMicros() == 0 ? "" : ", lateness " + span(updating.latenessMicros()))
        + (updating.earlyMillis() == Plan.UpdatingWindows.AT_THE_END
            ? ""
            : ", early " + Duration.ofMillis(updating.earlyMillis()));
  }

  private static String window(Window window, ExpressionPrinter input) {
    return switch (window) {
      case Window.Tumbling w ->
          "tumbling(%s, %s%s)"
              .formatted(
                  input.column(w.timeColumn()), span(w.widthMicros()), offset(w.offsetMicros()));
      case Window.Hopping w ->
          "hopping(%s, %s every %s%s)"
              .formatted(
                  input.column(w.timeColumn()),
                  span(w.widthMicros()),
                  span(w.slideMicros()),
                  offset(w.offsetMicros()));
      case Window.Monthly w ->
          "monthly(%s, %s every %s)"
              .formatted(
                  input.column(w.timeColumn()),
                  Period.ofMonths(w.widthMonths()),
                  Period.ofMonths(w.slideMonths()));
      case Window.Cumulating w ->
          "cumulating(%s, %s by %s%s)"
              .formatted(
                  input.column(w.timeColumn()),
                  span(w.widthMicros()),
                  span(w.stepMicros()),
                  offset(w.offsetMicros()));
      case Window.Session w ->
          "session(%s, %s)".formatted(input.column(w.timeColumn()), span(w.gapMicros()));
      case Window.Carried w ->
          "carried(%s, %s)".formatted(input.column(w.startColumn()), input.column(w.endColumn()));
      case Window.WholeInput _ -> "whole";
    };
  }

  private static String inTime(LatePlan.InTime inTime) {
    ExpressionPrinter input = ExpressionPrinter.of(inTime.input());
    String moment =
        switch (inTime.lateness()) {
          case Lateness.OfWindows late ->
              window(late.window(), input)
                  + (late.latenessMicros() == 0 ? "" : ", lateness " + span(late.latenessMicros()));
          case Lateness.OfTime late ->
              "%s plus %s".formatted(input.column(late.timeColumn()), span(late.plusMicros()));
        };
    return "InTime until %s, else to %s".formatted(moment, inTime.lateTable());
  }

  private static String offset(long micros) {
    return micros == 0 ? "" : " from " + span(micros);
  }

  static String span(long micros) {
    return Duration.ofNanos(Math.multiplyExact(micros, 1000L)).toString();
  }

  static String call(AggregateCall call, ExpressionPrinter input) {
    String arguments =
        call.arguments().isEmpty()
            ? "*"
            : call.arguments().stream().map(input::column).collect(Collectors.joining(", "));
    String name =
        call.plugin() == null
            ? call.function().name().toLowerCase(Locale.ROOT)
            : call.plugin().name();
    return name
        + "("
        + (call.distinct() ? "distinct " : "")
        + arguments
        + call.parameters().stream().map(text -> ", '" + text + "'").collect(Collectors.joining())
        + ordering(call, input)
        + ")"
        + (call.filter() < 0 ? "" : " where " + input.column(call.filter()));
  }

  private static String ordering(AggregateCall call, ExpressionPrinter input) {
    List<String> keys = new ArrayList<>();
    for (AggregateCall.Order order : call.ordering()) {
      keys.add(
          input.column(call.arguments().get(order.argument()))
              + (order.descending() ? " desc" : "")
              + (order.nullsFirst() == order.descending()
                  ? ""
                  : order.nullsFirst() ? " nulls first" : " nulls last"));
    }
    return keys.isEmpty() ? "" : " order by " + String.join(", ", keys);
  }

  private static String join(Plan.BroadcastJoin join) {
    ExpressionPrinter probe = ExpressionPrinter.of(join.probe());
    ExpressionPrinter build = ExpressionPrinter.of(join.build());
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < join.probeKeys().size(); i++) {
      keys.add(
          probe.column(join.probeKeys().get(i)) + " = " + build.column(join.buildKeys().get(i)));
    }
    String residual =
        join.residual() == null
            ? ""
            : " and " + new ExpressionPrinter(pairs(join)).print(join.residual());
    return "BroadcastJoin %s %s%s"
        .formatted(join.kind().name().toLowerCase(Locale.ROOT), list(keys), residual);
  }

  private static String sort(Plan.Sort sort) {
    return "Sort "
        + keys(sort.keys(), ExpressionPrinter.of(sort.input()))
        + (sort.offset() == 0 ? "" : " offset " + sort.offset())
        + (sort.limit() == Plan.Sort.UNLIMITED ? "" : " limit " + sort.limit())
        + (sort.release() instanceof Release.ByTime ? " by time" : "");
  }

  static String keys(List<SortKey> keys, ExpressionPrinter input) {
    return list(
        keys.stream()
            .map(key ->
                input.column(key.column())
                    + (key.descending() ? " desc" : "")
                    + (key.nullsFirst() ? " nulls first" : ""))
            .toList());
  }

  private static Schema pairs(Plan.BroadcastJoin join) {
    List<Field> fields = new ArrayList<>(join.probe().schema().getFields());
    fields.addAll(join.build().schema().getFields());
    return new Schema(fields);
  }

  static String list(List<String> items) {
    return "[" + String.join(", ", items) + "]";
  }
}
