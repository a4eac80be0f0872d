package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Expression.InputColumn;
import dev.wadi.engine.plan.AggregateCall;
import dev.wadi.engine.plan.AsyncCall;
import dev.wadi.engine.plan.DeadLetters;
import dev.wadi.engine.plan.LatePlan;
import dev.wadi.engine.plan.OverPlan;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.Release;
import dev.wadi.engine.plan.SortKey;
import dev.wadi.engine.plan.SourceTime;
import dev.wadi.engine.plan.TableFunctionCall;
import dev.wadi.engine.plan.Unnest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Leaves out columns that nobody reads, down to the tables, and watermarks that nobody waits for.
final class Pruning {
  private Pruning() {}

  /// The same plan for one whose columns are all needed, in order.
  static Plan prune(Plan plan) {
    return prune(plan, false);
  }

  private static Plan prune(Plan plan, boolean timed) {
    int width = plan.schema().getFields().size();
    SortedSet<Integer> all = new TreeSet<>(IntStream.range(0, width).boxed().toList());
    Pruned pruned = prune(plan, all, timed);
    List<Field> fields = plan.schema().getFields();
    List<Expression> columns = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      columns.add(new InputColumn(pruned.column(i), Types.unnamed(fields.get(i))));
    }
    return Plans.project(pruned.plan(), columns, fields.stream().map(Field::getName).toList());
  }

  /// A plan with fewer columns.
  ///
  /// @param columns where those that are needed went
  record Pruned(Plan plan, Map<Integer, Integer> columns) {
    int column(int before) {
      return columns.get(before);
    }

    List<Integer> columns(List<Integer> before) {
      return before.stream().map(columns::get).toList();
    }

    List<SortKey> keys(List<SortKey> before) {
      return before.stream()
          .map(key -> new SortKey(column(key.column()), key.descending(), key.nullsFirst()))
          .toList();
    }

    Release release(Release before) {
      return switch (before) {
        case Release.AtEnd end -> end;
        case Release.ByTime time -> release(time);
      };
    }

    Release.ByTime release(Release.ByTime before) {
      return new Release.ByTime(column(before.column()), before.delayMicros());
    }

    static Pruned unchanged(Plan plan) {
      Map<Integer, Integer> same = new HashMap<>();
      IntStream.range(0, plan.schema().getFields().size()).forEach(i -> same.put(i, i));
      return new Pruned(plan, same);
    }
  }

  /// @param timed whether somebody above waits for watermarks
  static Pruned prune(Plan plan, SortedSet<Integer> needed, boolean timed) {
    return switch (plan) {
      case Plan.Scan scan -> scan(scan, needed, timed);
      case Plan.Values values -> Pruned.unchanged(values);
      case DeadLetters letters -> Pruned.unchanged(letters);
      case Plan.Project project -> project(project, needed, timed);
      case Plan.Filter filter -> filter(filter, needed, timed);
      case Plan.Expand expand -> expand(expand, needed, timed);
      case Plan.WindowAggregate aggregate -> Pruned.unchanged(aggregate(aggregate, timed));
      case Plan.UpdatingAggregate updating ->
          Pruned.unchanged(
              new Plan.UpdatingAggregate(
                  aggregate(updating.aggregate(), timed),
                  updating.ttlMillis(),
                  updating.flushMillis(),
                  updating.schema()));
      case Plan.UpdatingWindows updating ->
          Pruned.unchanged(
              new Plan.UpdatingWindows(
                  aggregate(updating.aggregate(), timed),
                  updating.latenessMicros(),
                  updating.earlyMillis(),
                  updating.flushMillis(),
                  updating.schema()));
      // All columns tell rows apart, so all are needed.
      case Plan.NetRows net -> Pruned.unchanged(new Plan.NetRows(prune(net.input()), net.change()));
      case Plan.AssignWindows assign -> assign(assign, needed, timed);
      case Plan.Union union -> union(union, needed, timed);
      case Plan.BroadcastJoin join -> join(join, needed, timed);
      case Plan.LookupJoin join -> LookupPruning.prune(join, needed, timed);
      case Plan.StreamJoin join -> JoinPruning.prune(join, needed, timed);
      case Plan.TemporalJoin join -> JoinPruning.prune(join, needed, timed);
      case Plan.Sort sort -> sort(sort, needed, timed);
      case Unnest unnest -> unnest(unnest, needed, timed);
      case TableFunctionCall call -> call(call, needed, timed);
      case AsyncCall call -> call(call, needed, timed);
      case OverPlan.Over over -> OverPruning.prune(over, needed, timed);
      case OverPlan.TimedOver over -> OverPruning.prune(over, needed);
      case OverPlan.UpdatingOver over -> OverPruning.prune(over, needed);
      case OverPlan.TopN topN -> OverPruning.prune(topN, needed);
      case LatePlan.InTime inTime -> inTime(inTime, needed);
      case LatePlan.Late late -> throw new IllegalStateException("late before pruning: " + late);
      case Plan.Write write -> throw new IllegalStateException("a sink is no input: " + write);
    };
  }

  // All columns of a table come as far as its late rows leave, and no further.
  private static Pruned inTime(LatePlan.InTime inTime, SortedSet<Integer> needed) {
    return only(needed, Pruned.unchanged(complete(inTime)));
  }

  /// With all columns: late rows have them, wherever they are read.
  static LatePlan.InTime complete(LatePlan.InTime inTime) {
    return new LatePlan.InTime(prune(inTime.input(), true), inTime.lateness(), inTime.lateTable());
  }

  private static Pruned scan(Plan.Scan scan, SortedSet<Integer> needed, boolean timed) {
    if (scan.changelog()) {
      return changelog(scan, needed, timed);
    }
    int arrival = scan.columns().size();
    SortedSet<Integer> kept = new TreeSet<>(needed.headSet(arrival));
    return switch (scan.time()) {
      case SourceTime.Declared time when timed -> {
        kept.addAll(Columns.of(time.watermark()));
        Map<Integer, Integer> moved = positions(kept);
        Expression watermark = Columns.moved(time.watermark(), moved);
        yield new Pruned(
            scan(scan, kept, new SourceTime.Declared(watermark, time.idleMicros())), moved);
      }
      case SourceTime.Arrival time when timed || needed.contains(arrival) -> {
        Map<Integer, Integer> moved = positions(kept);
        moved.put(arrival, kept.size());
        yield new Pruned(scan(scan, kept, time), moved);
      }
      case SourceTime.Declared _, SourceTime.Arrival _ ->
          new Pruned(scan(scan, kept, null), positions(kept));
      case null -> new Pruned(scan(scan, kept, null), positions(kept));
    };
  }

  // Never without its change kinds.
  private static Pruned changelog(Plan.Scan scan, SortedSet<Integer> needed, boolean timed) {
    int change = scan.columns().size();
    SortedSet<Integer> kept = new TreeSet<>(needed.headSet(change));
    SourceTime time = null;
    if (timed && scan.time() instanceof SourceTime.Declared declared) {
      kept.addAll(Columns.of(declared.watermark()));
      Expression watermark = Columns.moved(declared.watermark(), positions(kept));
      time = new SourceTime.Declared(watermark, declared.idleMicros());
    }
    List<Integer> columns = kept.stream().map(scan.columns()::get).toList();
    kept.add(change);
    return new Pruned(new Plan.Scan(scan.table(), columns, time, true), positions(kept));
  }

  private static Plan.Scan scan(Plan.Scan scan, SortedSet<Integer> kept, SourceTime time) {
    return new Plan.Scan(scan.table(), kept.stream().map(scan.columns()::get).toList(), time);
  }

  static Map<Integer, Integer> positions(SortedSet<Integer> kept) {
    Map<Integer, Integer> positions = new HashMap<>();
    kept.forEach(column -> positions.put(column, positions.size()));
    return positions;
  }

  private static Pruned project(Plan.Project project, SortedSet<Integer> needed, boolean timed) {
    SortedSet<Integer> below = new TreeSet<>();
    needed.forEach(column -> below.addAll(Columns.of(project.expressions().get(column))));
    Pruned input = prune(project.input(), below, timed);
    List<Field> fields = project.schema().getFields();
    Map<Integer, Integer> moved = positions(needed);
    List<Expression> expressions =
        needed.stream()
            .map(column -> Columns.moved(project.expressions().get(column), input.columns()))
            .toList();
    if (expressions.stream().allMatch(InputColumn.class::isInstance)) {
      return picked(input.plan(), needed, expressions);
    }
    List<String> names = needed.stream().map(column -> fields.get(column).getName()).toList();
    return new Pruned(Plans.project(input.plan(), expressions, names), moved);
  }

  // A projection that computes nothing is only another order of columns, which readers can follow.
  private static Pruned picked(Plan input, SortedSet<Integer> needed, List<Expression> columns) {
    Map<Integer, Integer> moved = new HashMap<>();
    int i = 0;
    for (int column : needed) {
      moved.put(column, ((InputColumn) columns.get(i++)).index());
    }
    return new Pruned(input, moved);
  }

  private static Pruned filter(Plan.Filter filter, SortedSet<Integer> needed, boolean timed) {
    SortedSet<Integer> below = new TreeSet<>(needed);
    below.addAll(Columns.of(filter.condition()));
    Pruned input = prune(filter.input(), below, timed);
    Expression condition = Columns.moved(filter.condition(), input.columns());
    return new Pruned(new Plan.Filter(input.plan(), condition), input.columns());
  }

  // The keys and constants stay.
  private static Pruned expand(Plan.Expand expand, SortedSet<Integer> needed, boolean timed) {
    int width = expand.input().schema().getFields().size();
    SortedSet<Integer> below = new TreeSet<>(needed.headSet(width));
    below.addAll(expand.keys());
    Pruned input = prune(expand.input(), below, timed);
    List<Field> all = expand.schema().getFields();
    List<Field> fields = new ArrayList<>(input.plan().schema().getFields());
    Map<Integer, Integer> moved = new HashMap<>(input.columns());
    for (int column = width; column < all.size(); column++) {
      moved.put(column, fields.size());
      fields.add(all.get(column));
    }
    return new Pruned(
        new Plan.Expand(
            input.plan(), input.columns(expand.keys()), expand.sets(), new Schema(fields)),
        moved);
  }

  // All of its output stays: keys and bounds cost nothing, and unread aggregates do not occur.
  private static Plan.WindowAggregate aggregate(Plan.WindowAggregate aggregate, boolean timed) {
    SortedSet<Integer> below = new TreeSet<>(aggregate.keys());
    if (aggregate.retracting()) {
      below.add(aggregate.change());
    }
    for (AggregateCall call : aggregate.aggregates()) {
      below.addAll(call.arguments());
      if (call.filter() >= 0) {
        below.add(call.filter());
      }
    }
    below.addAll(aggregate.window().columns());
    boolean waits = timed || aggregate.window().bounds() > 0;
    Pruned input = prune(aggregate.input(), below, waits);
    return new Plan.WindowAggregate(
        input.plan(),
        aggregate.window().moved(input::column),
        input.columns(aggregate.keys()),
        aggregate.aggregates().stream().map(call -> moved(call, input)).toList(),
        aggregate.retracting() ? input.column(aggregate.change()) : Relation.APPEND_ONLY,
        aggregate.schema());
  }

  static AggregateCall moved(AggregateCall call, Pruned input) {
    return call.over(
        input.columns(call.arguments()), call.filter() < 0 ? -1 : input.column(call.filter()));
  }

  private static Pruned assign(
      Plan.AssignWindows assign, SortedSet<Integer> needed, boolean timed) {
    List<Field> fields = assign.schema().getFields();
    int start = fields.size() - 2;
    SortedSet<Integer> below = new TreeSet<>(needed.headSet(start));
    below.addAll(assign.window().columns());
    Pruned input = prune(assign.input(), below, timed);
    List<Field> kept = new ArrayList<>(input.plan().schema().getFields());
    Map<Integer, Integer> moved = new HashMap<>(input.columns());
    for (int bound = start; bound < fields.size(); bound++) {
      moved.put(bound, kept.size());
      kept.add(fields.get(bound));
    }
    return new Pruned(
        new Plan.AssignWindows(
            input.plan(), assign.window().moved(input::column), new Schema(kept)),
        moved);
  }

  private static Pruned unnest(Unnest unnest, SortedSet<Integer> needed, boolean timed) {
    List<Field> fields = unnest.schema().getFields();
    int width = unnest.kept().size();
    SortedSet<Integer> below = new TreeSet<>(unnest.lists());
    needed.headSet(width).forEach(column -> below.add(unnest.kept().get(column)));
    Pruned input = prune(unnest.input(), below, timed);
    SortedSet<Integer> stays = new TreeSet<>(needed.headSet(width));
    IntStream.range(width, fields.size()).forEach(stays::add);
    return new Pruned(
        new Unnest(
            input.plan(),
            unnest.lists().stream().map(input::column).toList(),
            stays.headSet(width).stream().map(c -> input.column(unnest.kept().get(c))).toList(),
            unnest.ordinality(),
            unnest.outer(),
            new Schema(stays.stream().map(fields::get).toList())),
        positions(stays));
  }

  // All that the function makes stays.
  private static Pruned call(TableFunctionCall call, SortedSet<Integer> needed, boolean timed) {
    int width = call.kept().size();
    List<Field> all = call.schema().getFields();
    SortedSet<Integer> below = new TreeSet<>();
    call.arguments().forEach(argument -> below.addAll(Columns.of(argument)));
    needed.headSet(width).forEach(column -> below.add(call.kept().get(column)));
    Pruned input = prune(call.input(), below, timed);
    SortedSet<Integer> stays = new TreeSet<>(needed.headSet(width));
    IntStream.range(width, all.size()).forEach(stays::add);
    return new Pruned(
        new TableFunctionCall(
            input.plan(),
            call.function(),
            call.arguments().stream().map(a -> Columns.moved(a, input.columns())).toList(),
            stays.headSet(width).stream().map(c -> input.column(call.kept().get(c))).toList(),
            call.outer(),
            new Schema(stays.stream().map(all::get).toList())),
        positions(stays));
  }

  // What nobody reads is not asked for.
  private static Pruned call(AsyncCall call, SortedSet<Integer> needed, boolean timed) {
    int width = call.kept().size();
    SortedSet<Integer> stays = new TreeSet<>(needed.headSet(width));
    SortedSet<Integer> below = new TreeSet<>();
    stays.forEach(column -> below.add(call.kept().get(column)));
    boolean asked = needed.contains(width);
    if (asked) {
      below.addAll(call.arguments());
    }
    if (asked && call.condition() != AsyncCall.ALWAYS) {
      below.add(call.condition());
    }
    Pruned input = prune(call.input(), below, timed);
    List<Integer> kept = stays.stream().map(c -> input.column(call.kept().get(c))).toList();
    if (!asked) {
      Map<Integer, Integer> moved = new HashMap<>();
      stays.forEach(column -> moved.put(column, input.column(call.kept().get(column))));
      return new Pruned(input.plan(), moved);
    }
    List<Field> all = call.schema().getFields();
    stays.add(width);
    return new Pruned(
        new AsyncCall(
            input.plan(),
            call.function(),
            input.columns(call.arguments()),
            call.condition() == AsyncCall.ALWAYS
                ? AsyncCall.ALWAYS
                : input.column(call.condition()),
            kept,
            call.rejected(),
            call.changelog(),
            new Schema(stays.stream().map(all::get).toList())),
        positions(stays));
  }

  private static Pruned sort(Plan.Sort sort, SortedSet<Integer> needed, boolean timed) {
    SortedSet<Integer> below = new TreeSet<>(needed);
    sort.keys().forEach(key -> below.add(key.column()));
    boolean waits = timed;
    if (sort.release() instanceof Release.ByTime time) {
      below.add(time.column());
      waits = true;
    }
    Pruned input = prune(sort.input(), below, waits);
    return new Pruned(
        new Plan.Sort(
            input.plan(),
            input.keys(sort.keys()),
            sort.offset(),
            sort.limit(),
            input.release(sort.release())),
        input.columns());
  }

  private static Pruned union(Plan.Union union, SortedSet<Integer> needed, boolean timed) {
    List<Plan> inputs = new ArrayList<>();
    for (Plan input : union.inputs()) {
      Pruned pruned = prune(input, needed, timed);
      List<Field> fields = input.schema().getFields();
      List<Expression> columns = new ArrayList<>();
      List<String> names = new ArrayList<>();
      for (int column : needed) {
        columns.add(new InputColumn(pruned.column(column), Types.unnamed(fields.get(column))));
        names.add(fields.get(column).getName());
      }
      inputs.add(Plans.project(pruned.plan(), columns, names));
    }
    return new Pruned(new Plan.Union(inputs), positions(needed));
  }

  private static Pruned join(Plan.BroadcastJoin join, SortedSet<Integer> needed, boolean timed) {
    int width = join.probe().schema().getFields().size();
    SortedSet<Integer> read = new TreeSet<>(needed);
    if (join.residual() != null) {
      read.addAll(Columns.of(join.residual()));
    }
    SortedSet<Integer> probeColumns = new TreeSet<>(join.probeKeys());
    probeColumns.addAll(read.headSet(width));
    SortedSet<Integer> buildColumns = new TreeSet<>(join.buildKeys());
    read.tailSet(width).forEach(column -> buildColumns.add(column - width));
    Pruned probe = prune(join.probe(), probeColumns, timed);
    Pruned build = prune(join.build(), buildColumns, false);
    return joined(join, probe, build, width);
  }

  private static Pruned joined(Plan.BroadcastJoin join, Pruned probe, Pruned build, int width) {
    Map<Integer, Integer> moved = new HashMap<>(probe.columns());
    int newWidth = probe.plan().schema().getFields().size();
    build.columns().forEach((before, after) -> moved.put(before + width, after + newWidth));
    List<Field> fields = new ArrayList<>(probe.plan().schema().getFields());
    if (join.kind().pairs()) {
      for (Field field : build.plan().schema().getFields()) {
        boolean nullable = field.isNullable() || join.kind() == Plan.JoinKind.LEFT;
        fields.add(Types.withNullability(field, nullable));
      }
    }
    return new Pruned(
        new Plan.BroadcastJoin(
            probe.plan(),
            build.plan(),
            join.kind(),
            probe.columns(join.probeKeys()),
            build.columns(join.buildKeys()),
            join.residual() == null ? null : Columns.moved(join.residual(), moved),
            new Schema(fields)),
        moved);
  }

  // Rows are kept, and recognized when they are taken back, by the columns that are read: another
  // join's change kinds must not be among them.
  static Pruned only(SortedSet<Integer> read, Pruned pruned) {
    List<Field> fields = pruned.plan().schema().getFields();
    List<Expression> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int column : read) {
      Field field = fields.get(pruned.column(column));
      columns.add(new InputColumn(pruned.column(column), Types.unnamed(field)));
      names.add(field.getName());
    }
    return new Pruned(Plans.project(pruned.plan(), columns, names), positions(read));
  }
}
