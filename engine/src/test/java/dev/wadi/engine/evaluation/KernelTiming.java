package dev.wadi.engine.evaluation;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Operation;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.batch.Selection;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.apache.arrow.vector.types.pojo.Field;

/// Prints nanoseconds per input row of the expressions that matter most: batches of 8,192 rows, one
/// in ten values null. Run it with `exec:exec` or from an IDE; it takes some ten seconds.
public final class KernelTiming {
  private static final int ROWS = 8_192;
  private static final List<Field> FIELDS =
      List.of(
          Types.I64,
          Types.I64,
          Types.I64,
          Types.MICROS,
          Types.TEXT,
          Types.TEXT,
          Types.decimal(18, 2),
          Types.decimal(18, 2),
          Types.I32);
  private static final List<Expression> IN = Oracle.inputs(FIELDS);

  private final MemoryScope scope = MemoryScope.unlimited();
  private final Batch batch;

  private KernelTiming() {
    Random random = new Random(1);
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < FIELDS.size(); i++) {
      int index = i;
      List<Object> samples = new ArrayList<>();
      for (int row = 0; row < ROWS; row++) {
        samples.add(random.nextInt(10) == 0 ? null : sample(index, row, random));
      }
      columns.add(Samples.column(FIELDS.get(i), samples, scope.allocator()));
    }
    batch = Batch.of(columns, ROWS);
  }

  private static Object sample(int index, int row, Random random) {
    return switch (index) {
      case 3 -> BigInteger.valueOf(1_700_000_000_000_000L + row * 1_000L);
      case 4 -> List.of("Apple", "Google", "Facebook", "Baidu").get(random.nextInt(4));
      case 5 ->
          "https://www.nexmark.com/"
              + Long.toString(random.nextLong(1L << 40), 36)
              + "/item.htm?query=1"
              + (random.nextInt(3) == 0 ? "&channel_id=77" : "");
      case 6, 7 -> BigDecimal.valueOf(random.nextInt(1_000_000), 2);
      default -> BigInteger.valueOf(random.nextInt(1_000_000));
    };
  }

  private static Expression call(Operation operation, Field type, Expression... arguments) {
    return new Expression.Call(operation, List.of(arguments), type);
  }

  private static Expression builtIn(String id, Field type, Expression... arguments) {
    return new Expression.BuiltInCall(id, List.of(arguments), type);
  }

  private static Expression literal(String text, Field type) {
    return new Expression.Literal(text, type);
  }

  public static void main(String[] arguments) {
    var timing = new KernelTiming();
    Expression divisible =
        call(
            Operation.EQUAL,
            Types.BOOL,
            call(Operation.MODULO, Types.I64, IN.get(0), literal("123", Types.I64)),
            literal("0", Types.I64));
    Expression price =
        call(
            Operation.MULTIPLY,
            Types.F64,
            new Expression.Cast(IN.get(1), false, Types.F64),
            literal("0.908", Types.F64));
    Expression product = call(Operation.MULTIPLY, Types.I64, IN.get(0), IN.get(1));
    Expression sum = call(Operation.ADD, Types.I64, product, IN.get(2));
    Expression plusOne = call(Operation.ADD, Types.I64, IN.get(0), literal("1", Types.I64));
    Expression hour = call(Operation.EXTRACT_HOUR, Types.I64, IN.get(3));
    Expression night =
        call(
            Operation.AND,
            Types.BOOL,
            call(Operation.GREATER_OR_EQUAL, Types.BOOL, hour, literal("8", Types.I64)),
            call(Operation.LESS_OR_EQUAL, Types.BOOL, hour, literal("18", Types.I64)));
    Expression dayNight =
        new Expression.Case(
            List.of(new Expression.Case.Branch(night, literal("day", Types.TEXT))),
            literal("night", Types.TEXT),
            Types.TEXT);
    Expression channel =
        call(Operation.LIKE, Types.BOOL, IN.get(5), literal("%channel%", Types.TEXT));
    Expression fee = call(Operation.MULTIPLY, Types.decimal(36, 4), IN.get(6), IN.get(7));
    String java =
        "public Object evaluate(Object[] a) { return a[0] == null ? null :"
            + " (Object) Long.valueOf(((Long) a[0]).longValue() + 1L); }";
    timing.time("a + 1", plusOne);
    timing.time("a * b + c", sum);
    timing.time("price * 0.908", price);
    timing.timeFilter("where mod(a, 123) = 0", divisible);
    timing.timeBoth("price * 0.908 where mod(a, 123) = 0", divisible, price);
    timing.time("a < b", call(Operation.LESS, Types.BOOL, IN.get(0), IN.get(1)));
    timing.timeFilter("where a < b", call(Operation.LESS, Types.BOOL, IN.get(0), IN.get(1)));
    timing.timeFilter(
        "where ts >= c",
        call(
            Operation.GREATER_OR_EQUAL,
            Types.BOOL,
            IN.get(3),
            literal("1700000000000000", Types.MICROS)));
    timing.timeFilter(
        "where channel = 'Google'",
        call(Operation.EQUAL, Types.BOOL, IN.get(4), literal("Google", Types.TEXT)));
    timing.timeFilter("where url like '%channel%'", channel);
    timing.time("extract(hour)", hour);
    timing.time("extract(year)", call(Operation.EXTRACT_YEAR, Types.I64, IN.get(3)));
    timing.time("case day/night", dayNight);
    timing.time(
        "substring(url, 1, 10)",
        call(
            Operation.SUBSTRING,
            Types.TEXT,
            IN.get(5),
            literal("1", Types.I32),
            literal("10", Types.I32)));
    timing.time("trim(channel)", call(Operation.TRIM, Types.TEXT, IN.get(4)));
    timing.time("upper(channel)", call(Operation.UPPER, Types.TEXT, IN.get(4)));
    timing.time("channel || url", call(Operation.CONCAT, Types.TEXT, IN.get(4), IN.get(5)));
    timing.time(
        "window start 10 s",
        call(
            Operation.WINDOW_START,
            Types.MICROS,
            IN.get(3),
            literal("10000000", Types.SPAN),
            literal("0", Types.SPAN)));
    timing.time(
        "date_trunc(month)",
        call(Operation.TRUNCATE_TIME, Types.MICROS, IN.get(3), literal("month", Types.TEXT)));
    timing.time("d * e + d (decimal)", call(Operation.ADD, Types.decimal(38, 4), fee, IN.get(6)));
    timing.time("cast(int as text)", new Expression.Cast(IN.get(0), false, Types.TEXT));
    timing.time("cast(int as bigint)", new Expression.Cast(IN.get(8), false, Types.I64));
    timing.time(
        "a + 1 (generated Java)",
        new Expression.GeneratedJava(java, List.of(IN.get(0)), Types.I64));
    timing.time("gcd(a, b)", builtIn("gcd(BIGINT, BIGINT)", Types.I64, IN.get(0), IN.get(1)));
    timing.time("signum(price)", builtIn("signum(DOUBLE)", Types.F64, price));
    timing.time(
        "lpad(channel, 10)",
        builtIn("lpad(TEXT, BIGINT)", Types.TEXT, IN.get(4), literal("10", Types.I64)));
    timing.time(
        "date_bin(15 minutes, ts)",
        builtIn(
            "date_bin(INTERVAL, TIMESTAMP)",
            Types.MICROS,
            literal("900000000", Types.SPAN),
            IN.get(3)));
    timing.time(
        "regexp_like(url, 'channel_id=[0-9]+')",
        builtIn(
            "regexp_like(TEXT, TEXT)",
            Types.BOOL,
            IN.get(5),
            literal("channel_id=[0-9]+", Types.TEXT)));
    timing.batch.release();
    timing.scope.close();
  }

  private void time(String name, Expression expression) {
    measure(
        name,
        List.of(expression),
        compiled -> {
          compiled.get(0).evaluate(batch, null).release();
          return 0;
        });
  }

  private void timeFilter(String name, Expression expression) {
    measure(name, List.of(expression), compiled -> compiled.get(0).filter(batch, null).count());
  }

  private void timeBoth(String name, Expression filter, Expression value) {
    measure(
        name,
        List.of(filter, value),
        compiled -> {
          Selection rows = compiled.get(0).filter(batch, null);
          compiled.get(1).evaluate(batch, rows).release();
          return rows.count();
        });
  }

  // Not the time of day: the machine may be busy with something else.
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private void measure(
      String name, List<Expression> expressions, Function<List<ColumnExpression>, Integer> run) {
    var context = new EvaluationContext(scope.allocator(), null);
    List<ColumnExpression> compiled =
        expressions.stream().map(new ExpressionCompiler(context)::compile).toList();
    long end = cpuNanos() + 300_000_000L;
    while (cpuNanos() < end) {
      run.apply(compiled);
    }
    double best = Double.MAX_VALUE;
    for (int round = 0; round < 12; round++) {
      long start = cpuNanos();
      for (int i = 0; i < 50; i++) {
        run.apply(compiled);
      }
      best = Math.min(best, (cpuNanos() - start) / 50.0 / ROWS);
    }
    System.out.printf("%-40s %7.2f ns per row%n", name, best);
    compiled.forEach(ColumnExpression::close);
  }
}
