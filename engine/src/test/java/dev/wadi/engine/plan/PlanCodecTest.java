package dev.wadi.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Operation;
import dev.wadi.engine.plan.AggregateCall.AggregateFunction;
import dev.wadi.engine.testing.Plans;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.function.FunctionKind;
import dev.wadi.sdk.function.FunctionSignature;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

class PlanCodecTest {
  private static final Schema SCHEMA = Plans.schema("k TEXT, v BIGINT, ts TIMESTAMP");
  private static final Field BOOLEAN = Field.notNullable("", ArrowType.Bool.INSTANCE);

  @Test
  void everyNodeReadsBackAsItWas() {
    Pipeline pipeline = Plans.collect(everything());
    assertThat(PlanCodec.read(PlanCodec.write(pipeline))).isEqualTo(pipeline);
    assertThat(kinds(pipeline.nodes().stream())).containsAll(kindsOf(Plan.class));
  }

  @Test
  void everyExpressionReadsBackAsItWas() {
    Plan scan = Plans.scan("t", SCHEMA, -1);
    List<Expression> all = expressions();
    var schema = new Schema(all.stream().map(Expression::type).toList());
    Pipeline pipeline = Plans.collect(new Plan.Project(scan, all, schema));
    assertThat(PlanCodec.read(PlanCodec.write(pipeline))).isEqualTo(pipeline);
    assertThat(kinds(all.stream())).containsAll(kindsOf(Expression.class));
  }

  @Test
  void everyTypeReadsBackAsItWas() {
    List<String> names =
        List.of(
            "BOOLEAN",
            "TINYINT",
            "SMALLINT UNSIGNED",
            "INT",
            "BIGINT UNSIGNED",
            "FLOAT",
            "DOUBLE",
            "DECIMAL(38, 2)",
            "TEXT",
            "BYTEA",
            "DATE",
            "TIME",
            "TIMESTAMP",
            "TIMESTAMP(9)",
            "INTERVAL DAY",
            "INTERVAL MONTH");
    Stream<Field> simple = names.stream().map(name -> Field.nullable(name, Plans.type(name)));
    var item = Field.nullable("item", ArrowType.Utf8.INSTANCE);
    var list = new Field("list", FieldType.nullable(ArrowType.List.INSTANCE), List.of(item));
    var struct =
        new Field("struct", FieldType.notNullable(ArrowType.Struct.INSTANCE), List.of(list, item));
    var schema = new Schema(Stream.concat(simple, Stream.of(list, struct)).toList());
    Pipeline pipeline = Plans.collect(Plans.scan("t", schema, -1));
    assertThat(PlanCodec.read(PlanCodec.write(pipeline))).isEqualTo(pipeline);
  }

  @Test
  void thePlanNamesNoJavaClass() {
    String json = new String(PlanCodec.write(Plans.collect(everything())), StandardCharsets.UTF_8);
    assertThat(json).startsWith("{\"version\":1").doesNotContain("dev.wadi", "java.", "apache");
  }

  @Test
  void aTableThatChangesReadsBackAsItWas() {
    var table = new TableDefinition("t", "feed", SCHEMA, Map.of("a", "b"), List.of("k", "v"));
    Plan.Scan scan = new Plan.Scan(table, List.of(0), null, true);
    Pipeline pipeline = new Pipeline(List.of(new Plan.Write(scan, table, true)));
    assertThat(PlanCodec.read(PlanCodec.write(pipeline))).isEqualTo(pipeline);
    assertThat(scan.schema().getFields()).last().isEqualTo(ChangeKind.FIELD);
  }

  @Test
  void anotherFormatVersionIsRefused() {
    byte[] future = "{\"version\": 2, \"pipeline\": {}}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> PlanCodec.read(future))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("plan format version 2, this program reads 1");
  }

  private static Plan everything() {
    Plan scan = Plans.scan("t", SCHEMA, 2, "splits", "3");
    Plan filter = new Plan.Filter(scan, new Expression.Literal("true", BOOLEAN));
    var row =
        List.of(
            Plans.literal("x", "TEXT"),
            Plans.literal(null, "BIGINT"),
            Plans.literal("0", "TIMESTAMP"));
    Plan values = new Plan.Values(List.of(row, row), SCHEMA);
    Plan letters =
        new Plan.Project(
            new DeadLetters(),
            List.of(
                Plans.literal("x", "TEXT"),
                Plans.literal(null, "BIGINT"),
                Plans.column(new DeadLetters().schema(), 0)),
            SCHEMA);
    Plan union = new Plan.Union(List.of(filter, values, letters));
    Plan project =
        new Plan.Project(
            union,
            List.of(Plans.column(SCHEMA, 1), Plans.column(SCHEMA, 2)),
            Plans.schema("v BIGINT, ts TIMESTAMP"));
    var sum = Plans.distinct(Plans.call(AggregateFunction.SUM, "BIGINT", 0));
    Plan assigned =
        new Plan.AssignWindows(
            project,
            new Window.Hopping(1, 1, 2, 0),
            Plans.schema("v BIGINT, ts TIMESTAMP, s TIMESTAMP, e TIMESTAMP"));
    Plan.WindowAggregate tumbling = Plans.aggregate(assigned, 60, 1, List.of(0), sum);
    Plan.WindowAggregate whole =
        Plans.aggregate(project, 0, -1, List.of(), Plans.call(AggregateFunction.COUNT, "BIGINT"));
    var text =
        new AggregateCall(
            AggregateFunction.STRING_AGG,
            List.of(0, 2),
            List.of(new AggregateCall.Order(1, true, false)),
            List.of(","),
            false,
            -1,
            Field.nullable("s", Plans.type("TEXT")));
    Plan expanded =
        new Plan.Expand(
            scan,
            List.of(0),
            List.of(
                new GroupingSet(List.of(0), List.of(0L)), new GroupingSet(List.of(), List.of(1L))),
            Plans.schema("k TEXT, v BIGINT, ts TIMESTAMP, kk TEXT, g BIGINT"));
    Plan sets = Plans.aggregate(expanded, 0, -1, List.of(3, 4), text);
    Plan updating =
        new Plan.UpdatingAggregate(whole, 1_000, 10, Plans.schema("n BIGINT, change TINYINT"));
    Plan early = new Plan.UpdatingWindows(tumbling, 5, 100, 10, updating.schema());
    Plan joined = Plans.join(early, new Plan.NetRows(updating, 1), Plan.JoinKind.LEFT, 0, 0);
    var kept = new Plan.Retention.Until(2, 7);
    Plan semi =
        new Plan.StreamJoin(
            new Plan.JoinInput(joined, List.of(1), -1, kept, true),
            new Plan.JoinInput(sets, List.of(1), 0, new Plan.Retention.Ttl(5), false),
            Plan.Match.SEMI,
            null,
            true,
            joined.schema());
    Plan temporal =
        new Plan.TemporalJoin(
            new Plan.JoinInput(semi, List.of(1), -1, kept, true),
            new Plan.JoinInput(scan, List.of(1), -1, kept, false),
            null,
            joined.schema());
    return over(lookedUp(temporal));
  }

  private static Plan lookedUp(Plan input) {
    var table = new TableDefinition("t", "feed", SCHEMA, Map.of(), List.of("v"));
    return new Plan.LookupJoin(
        input,
        new LookedUp(table, List.of(0), 1_000, 1 << 20),
        Plan.JoinKind.SEMI,
        List.of(0),
        new Expression.Literal("true", BOOLEAN),
        input.schema());
  }

  private static Plan over(Plan input) {
    List<SortKey> keys = List.of(new SortKey(1, true, false));
    Plan assigned = new Plan.AssignWindows(input, new Window.Hopping(1, 20, 60, 0), input.schema());
    var windows = new Lateness.OfWindows(new Window.Cumulating(1, 20, 60, 0), 7);
    var inTime = new LatePlan.InTime(assigned, new Lateness.OfTime(1, -5), "late");
    Plan late = new LatePlan.Late(new LatePlan.InTime(inTime, windows, "late"));
    Plan unnested = new Unnest(late, List.of(0), List.of(1, 0), true, false, input.schema());
    Field argument = input.schema().getFields().getFirst();
    Plan called =
        new TableFunctionCall(
            unnested,
            function(argument, FunctionKind.TABLE),
            List.of(Plans.column(input.schema(), 0)),
            List.of(1, 0),
            true,
            input.schema());
    Plan asked =
        new AsyncCall(
            called,
            function(argument, new FunctionKind.Async(true, 10, 1_000, 3)),
            List.of(0),
            1,
            IntStream.range(1, input.schema().getFields().size()).boxed().toList(),
            Expression.OnRejection.NULL,
            true,
            input.schema());
    Plan sorted = new Plan.Sort(ranked(asked, keys), keys, 1, 5, new Release.AtEnd());
    var back =
        new Frame(
            true, new Frame.Bound.Unbounded(), new Frame.Bound.Offset(BigDecimal.ONE.negate()));
    AggregateCall count = Plans.call(AggregateFunction.COUNT, "BIGINT");
    Field type = count.type();
    List<OverCall> calls =
        List.of(
            new OverCall.Rank(OverCall.RankFunction.RANK, type),
            new OverCall.Ntile(1, type),
            new OverCall.Shift(1, -1, true, 1, true, type),
            new OverCall.Nth(1, -1, false, true, back, type),
            new OverCall.Aggregated(count, Frame.ALL));
    List<Field> fields = new ArrayList<>(input.schema().getFields());
    calls.forEach(call -> fields.add(call.type()));
    return new OverPlan.Over(
        sorted, List.of(0), keys, calls, new Release.ByTime(1, 7), new Schema(fields));
  }

  private static Plan ranked(Plan input, List<SortKey> keys) {
    Plan topN =
        new OverPlan.TopN(input, 1, List.of(0), keys, 2, 7, true, 1_000, 10, input.schema());
    Plan updating =
        new OverPlan.UpdatingOver(topN, -1, List.of(0), keys, List.of(), 1_000, 10, input.schema());
    var release = new Release.ByTime(1, 7);
    return new OverPlan.TimedOver(
        updating, List.of(0), keys, List.of(), 3, release, 1_000, input.schema());
  }

  @Test
  void everyWindowAndTimeReadsBackAsItWas() {
    Plan.Scan scan = Plans.scan("t", SCHEMA, 2);
    Plan.Scan arriving = new Plan.Scan(scan.table(), scan.columns(), new SourceTime.Arrival());
    List<Window> windows =
        List.of(
            new Window.Tumbling(3, 5, 1),
            new Window.Hopping(3, 2, 5, 1),
            new Window.Monthly(3, 1, 12),
            new Window.Cumulating(3, 2, 4, 1),
            new Window.Session(3, 5),
            new Window.Carried(2, 3),
            new Window.WholeInput());
    for (Window window : windows) {
      List<Field> fields = arriving.schema().getFields().subList(0, window.bounds());
      Plan plan =
          new Plan.WindowAggregate(arriving, window, List.of(), List.of(), new Schema(fields));
      Pipeline pipeline = Plans.collect(plan);
      assertThat(PlanCodec.read(PlanCodec.write(pipeline))).isEqualTo(pipeline);
    }
  }

  private static FunctionSignature function(Field argument, FunctionKind kind) {
    return new FunctionSignature(
        "f",
        new FunctionSignature.PluginRef("p", "1.0.0", "00ff"),
        List.of(argument),
        argument,
        FunctionSignature.NullHandling.STRICT,
        FunctionSignature.Volatility.VOLATILE,
        true,
        kind);
  }

  private static List<Expression> expressions() {
    Expression column = Plans.column(SCHEMA, 1);
    Expression literal = Plans.literal(null, "BIGINT");
    var less = new Expression.Call(Operation.LESS, List.of(column, literal), BOOLEAN);
    var branch = new Expression.Case.Branch(less, column);
    FunctionSignature function =
        function(column.type(), new FunctionKind.Aggregate(List.of(column.type()), true));
    return List.of(
        column,
        literal,
        less,
        new Expression.Case(List.of(branch), literal, column.type()),
        new Expression.Cast(column, true, BOOLEAN),
        new Expression.GeneratedJava("source \"\\\n", List.of(column), BOOLEAN),
        new Expression.BuiltInCall("initcap(TEXT)", List.of(column), column.type()),
        new Expression.FunctionCall(
            function, List.of(column), Expression.OnRejection.DROP, column.type()));
  }

  private static List<String> kinds(Stream<?> objects) {
    return objects.map(o -> o.getClass().getSimpleName()).distinct().collect(Collectors.toList());
  }

  private static List<String> kindsOf(Class<?> sealed) {
    return Stream.of(sealed.getPermittedSubclasses())
        .flatMap(c -> c.isSealed() ? kindsOf(c).stream() : Stream.of(c.getSimpleName()))
        .toList();
  }
}
