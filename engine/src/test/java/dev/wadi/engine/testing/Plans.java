package dev.wadi.engine.testing;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.plan.AggregateCall;
import dev.wadi.engine.plan.AggregateCall.AggregateFunction;
import dev.wadi.engine.plan.Pipeline;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.SourceTime;
import dev.wadi.engine.plan.Window;
import dev.wadi.sdk.connector.TableDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Plans written by hand, for tests of the engine alone.
public final class Plans {
  private static final long MICROS_PER_SECOND = 1_000_000;

  private Plans() {}

  /// Columns as in SQL: `k TEXT, v BIGINT, ts TIMESTAMP`.
  public static Schema schema(String columns) {
    return new Schema(Arrays.stream(columns.split(", (?=\\w+ )")).map(Plans::field).toList());
  }

  private static Field field(String column) {
    String[] nameAndType = column.strip().split(" ", 2);
    return Field.nullable(nameAndType[0], type(nameAndType[1]));
  }

  /// The Arrow type of a simple SQL type.
  public static ArrowType type(String sql) {
    return switch (sql) {
      case "BOOLEAN" -> ArrowType.Bool.INSTANCE;
      case "TINYINT" -> new ArrowType.Int(8, true);
      case "SMALLINT" -> new ArrowType.Int(16, true);
      case "INT" -> new ArrowType.Int(32, true);
      case "BIGINT" -> new ArrowType.Int(64, true);
      case "TINYINT UNSIGNED" -> new ArrowType.Int(8, false);
      case "SMALLINT UNSIGNED" -> new ArrowType.Int(16, false);
      case "INT UNSIGNED" -> new ArrowType.Int(32, false);
      case "BIGINT UNSIGNED" -> new ArrowType.Int(64, false);
      case "FLOAT" -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
      case "DOUBLE" -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case "DECIMAL(38, 2)" -> new ArrowType.Decimal(38, 2, 128);
      case "TEXT" -> ArrowType.Utf8.INSTANCE;
      case "BYTEA" -> ArrowType.Binary.INSTANCE;
      case "DATE" -> new ArrowType.Date(DateUnit.DAY);
      case "TIME" -> new ArrowType.Time(TimeUnit.MICROSECOND, 64);
      case "TIMESTAMP" -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
      case "TIMESTAMP(9)" -> new ArrowType.Timestamp(TimeUnit.NANOSECOND, null);
      case "INTERVAL DAY" -> new ArrowType.Duration(TimeUnit.MICROSECOND);
      case "INTERVAL MONTH" -> new ArrowType.Interval(IntervalUnit.YEAR_MONTH);
      default -> throw new IllegalArgumentException(sql);
    };
  }

  /// Reads all columns of a scripted table.
  ///
  /// @param timeColumn whose values are the watermark, or -1
  /// @param options name, value, name, value ...
  public static Plan.Scan scan(String table, Schema schema, int timeColumn, String... options) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      map.put(options[i], options[i + 1]);
    }
    return new Plan.Scan(
        new TableDefinition(table, ScriptedConnector.NAME, schema, map),
        IntStream.range(0, schema.getFields().size()).boxed().toList(),
        timeColumn < 0
            ? null
            : new SourceTime.Declared(column(schema, timeColumn), SourceTime.Declared.NEVER_IDLE));
  }

  public static Expression column(Schema schema, int index) {
    return new Expression.InputColumn(index, schema.getFields().get(index));
  }

  public static Expression.Literal literal(String text, String type) {
    return new Expression.Literal(text, Field.nullable("", type(type)));
  }

  /// An aggregate over windows of some seconds, or over all of the input.
  ///
  /// @param seconds the windows' width, 0 for no windows
  /// @param timeColumn of the input, if there are windows
  public static Plan.WindowAggregate aggregate(
      Plan input, int seconds, int timeColumn, List<Integer> keys, AggregateCall... calls) {
    List<Field> in = input.schema().getFields();
    List<Field> out = new ArrayList<>(keys.stream().map(in::get).toList());
    Window window = new Window.WholeInput();
    if (seconds > 0) {
      window = new Window.Tumbling(timeColumn, seconds * MICROS_PER_SECOND, 0);
      out.add(Field.nullable("window_start", in.get(timeColumn).getType()));
      out.add(Field.nullable("window_end", in.get(timeColumn).getType()));
    }
    for (AggregateCall call : calls) {
      out.add(call.type());
    }
    return new Plan.WindowAggregate(input, window, keys, List.of(calls), new Schema(out));
  }

  /// @param type of the result
  /// @param arguments columns of the input
  public static AggregateCall call(AggregateFunction function, String type, Integer... arguments) {
    return new AggregateCall(
        function,
        List.of(arguments),
        false,
        -1,
        Field.nullable(function.name().toLowerCase(Locale.ROOT), type(type)));
  }

  public static AggregateCall distinct(AggregateCall call) {
    return new AggregateCall(call.function(), call.arguments(), true, call.filter(), call.type());
  }

  /// Joins on one column of each side, without a residual condition.
  public static Plan.BroadcastJoin join(
      Plan probe, Plan build, Plan.JoinKind kind, int probeKey, int buildKey) {
    List<Field> fields = new ArrayList<>(probe.schema().getFields());
    fields.addAll(build.schema().getFields());
    return new Plan.BroadcastJoin(
        probe, build, kind, List.of(probeKey), List.of(buildKey), null, new Schema(fields));
  }

  /// Writes to the table `out` of the {@link CollectingConnector}.
  public static Pipeline collect(Plan plan) {
    return new Pipeline(List.of(write(plan, "out")));
  }

  public static Plan.Write write(Plan plan, String table) {
    return new Plan.Write(
        plan, new TableDefinition(table, CollectingConnector.NAME, plan.schema(), Map.of()), false);
  }
}
