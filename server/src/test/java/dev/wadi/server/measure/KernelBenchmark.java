package dev.wadi.server.measure;

import dev.wadi.engine.evaluation.ColumnExpression;
import dev.wadi.engine.evaluation.EvaluationContext;
import dev.wadi.engine.evaluation.ExpressionCompiler;
import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Expression.Call;
import dev.wadi.engine.expression.Expression.InputColumn;
import dev.wadi.engine.expression.Expression.Literal;
import dev.wadi.engine.expression.Operation;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.MemoryScope;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Nanoseconds per row of native kernels, 8,192 rows a batch, every tenth value null.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class KernelBenchmark {
  private static final int ROWS = 8192;

  private static final Field BIGINT = type(new ArrowType.Int(64, true));
  private static final Field DOUBLE =
      type(new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));
  private static final Field TEXT = type(ArrowType.Utf8.INSTANCE);
  private static final Field BOOLEAN = type(ArrowType.Bool.INSTANCE);

  private static final Expression A = new InputColumn(0, BIGINT);
  private static final Expression B = new InputColumn(1, BIGINT);
  private static final Expression C = new InputColumn(2, BIGINT);
  private static final Expression PRICE = new InputColumn(3, DOUBLE);
  private static final Expression URL = new InputColumn(4, TEXT);

  private MemoryScope memory;
  private Batch batch;
  private ColumnExpression multiplyAdd;
  private ColumnExpression everyTenth;
  private ColumnExpression discounted;
  private ColumnExpression like;
  private ColumnExpression length;

  private static Field type(ArrowType type) {
    return new Field("", FieldType.nullable(type), null);
  }

  private static Expression call(Operation operation, Field type, Expression... arguments) {
    return new Call(operation, List.of(arguments), type);
  }

  @Setup
  public void setUp() {
    memory = MemoryScope.unlimited();
    var random = new Random(1);
    batch =
        Batch.of(
            List.of(longs(random), longs(random), longs(random), doubles(random), urls(random)),
            ROWS);
    multiplyAdd = compile(call(Operation.ADD, BIGINT, call(Operation.MULTIPLY, BIGINT, A, B), C));
    everyTenth =
        compile(
            call(
                Operation.EQUAL,
                BOOLEAN,
                call(Operation.MODULO, BIGINT, A, new Literal("123", BIGINT)),
                new Literal("0", BIGINT)));
    discounted = compile(call(Operation.MULTIPLY, DOUBLE, PRICE, new Literal("0.908", DOUBLE)));
    like = compile(call(Operation.LIKE, BOOLEAN, URL, new Literal("%channel%", TEXT)));
    length = compile(call(Operation.CHAR_LENGTH, type(new ArrowType.Int(32, true)), URL));
  }

  private ColumnExpression compile(Expression expression) {
    var context =
        new EvaluationContext(
            memory.allocator(),
            signature -> {
              throw new IllegalStateException("no functions here: " + signature);
            });
    return new ExpressionCompiler(context).compile(expression);
  }

  private Column longs(Random random) {
    var vector = new BigIntVector("", memory.allocator());
    vector.allocateNew(ROWS);
    for (int i = 0; i < ROWS; i++) {
      if (random.nextInt(10) > 0) {
        vector.set(i, random.nextInt(1000));
      }
    }
    vector.setValueCount(ROWS);
    return Column.of(vector);
  }

  private Column doubles(Random random) {
    var vector = new Float8Vector("", memory.allocator());
    vector.allocateNew(ROWS);
    for (int i = 0; i < ROWS; i++) {
      if (random.nextInt(10) > 0) {
        vector.set(i, random.nextDouble());
      }
    }
    vector.setValueCount(ROWS);
    return Column.of(vector);
  }

  private Column urls(Random random) {
    var vector = new VarCharVector("", memory.allocator());
    vector.allocateNew(ROWS * 50L, ROWS);
    for (int i = 0; i < ROWS; i++) {
      if (random.nextInt(10) > 0) {
        String url = "https://www.nexmark.com/item.htm?query=1&channel_id=" + random.nextInt();
        vector.setSafe(i, url.getBytes(StandardCharsets.UTF_8));
      }
    }
    vector.setValueCount(ROWS);
    return Column.of(vector);
  }

  @TearDown
  public void tearDown() {
    batch.release();
    memory.close();
  }

  private int evaluate(ColumnExpression expression) {
    Column column = expression.evaluate(batch, null);
    int rows = column.rowCount();
    column.release();
    return rows;
  }

  /// `a * b + c` over BIGINT.
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public int multiplyAdd() {
    return evaluate(multiplyAdd);
  }

  /// `mod(a, 123) = 0`, as a selection.
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public int filter() {
    return everyTenth.filter(batch, null).count();
  }

  /// `price * 0.908` over DOUBLE.
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public int discount() {
    return evaluate(discounted);
  }

  /// `url LIKE '%channel%'`, as a selection.
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public int like() {
    return like.filter(batch, null).count();
  }

  /// `char_length(url)`.
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public int characterLength() {
    return evaluate(length);
  }
}
