package dev.wadi.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Operation;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.testing.NoLeaks;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class KernelsTest {
  private static final List<Field> ALL =
      List.of(
          Types.BOOL,
          Types.I8,
          Types.I16,
          Types.I32,
          Types.I64,
          Types.U8,
          Types.U16,
          Types.U32,
          Types.U64,
          Types.F32,
          Types.F64,
          Types.decimal(9, 2),
          Types.decimal(38, 4),
          Types.TEXT,
          Types.BINARY,
          Types.DATE,
          Types.TIME,
          Types.MICROS,
          Types.NANOS,
          Types.SPAN,
          Types.MONTHS);

  /// What is said to be supported must compile and run, and give what it is said to give.
  @Test
  void supportTellsTheTruth() {
    int supported = 0;
    for (Operation operation : Operation.values()) {
      for (Field left : ALL) {
        for (Field result : ALL) {
          supported += runIfSupported(operation, List.of(left), result);
          for (Field right : ALL) {
            supported += runIfSupported(operation, List.of(left, right), result);
          }
        }
      }
    }
    assertThat(supported).isGreaterThan(2_000);
  }

  @Test
  void supportedCastsRun() {
    for (Field from : ALL) {
      for (Field to : ALL) {
        if (Kernels.supportCast(from, to)) {
          run(
              new Expression.Cast(new Expression.InputColumn(0, from), true, to),
              List.of(from),
              to);
        }
      }
    }
  }

  @Test
  void whatMattersIsSupported() {
    assertThat(Kernels.support(Operation.ADD, List.of(Types.I64, Types.I64), Types.I64)).isTrue();
    assertThat(Kernels.support(Operation.LIKE, List.of(Types.TEXT, Types.TEXT), Types.BOOL))
        .isTrue();
    assertThat(Kernels.supportCast(Types.TEXT, Types.MICROS)).isTrue();
    assertThat(Kernels.support(Operation.ADD, List.of(Types.TEXT, Types.I64), Types.I64)).isFalse();
    assertThat(Kernels.support(Operation.ADD, List.of(Types.I64), Types.I64)).isFalse();
    assertThat(Kernels.support(Operation.LESS, List.of(Types.TEXT, Types.I64), Types.BOOL))
        .isFalse();
    assertThat(Kernels.supportCast(Types.DATE, Types.I64)).isFalse();
  }

  private static int runIfSupported(Operation operation, List<Field> arguments, Field result) {
    if (!Kernels.support(operation, arguments, result)) {
      return 0;
    }
    List<Expression> inputs = new ArrayList<>(Oracle.inputs(arguments));
    if (operation == Operation.TRUNCATE_TIME) {
      inputs.set(1, new Expression.Literal("month", Types.TEXT));
    }
    run(Oracle.call(operation, result, inputs), arguments, result);
    return 1;
  }

  private static void run(Expression expression, List<Field> fields, Field result) {
    var scope = MemoryScope.unlimited();
    var random = new Random(1);
    List<Column> columns = new ArrayList<>();
    for (Field field : fields) {
      columns.add(Samples.column(field, Samples.list(random, field, 3), scope.allocator()));
    }
    var context = new EvaluationContext(scope.allocator(), null);
    try (Batch batch = Batch.of(columns, 3);
        ColumnExpression compiled = new ExpressionCompiler(context).compile(expression)) {
      Column column = compiled.evaluate(batch, null);
      assertThat(column.field().getType()).as("%s", expression).isEqualTo(result.getType());
      column.release();
    } catch (WadiException e) {
      // A row without a result: the kernel ran.
      assertThat(e.code().number()).isBetween(1000, 2999);
    }
    assertThat(scope.free()).as("%s", expression).isZero();
  }

  @Test
  void errorsSayWhatHappened() {
    Expression max = new Expression.Literal("9223372036854775807", Types.I64);
    Expression one = new Expression.Literal("1", Types.I64);
    Expression zero = new Expression.Literal("0", Types.I64);
    assertThatThrownBy(() -> run(Oracle.call(Operation.ADD, Types.I64, List.of(max, one))))
        .hasMessageStartingWith("9223372036854775807 + 1 does not fit in BIGINT");
    assertThatThrownBy(() -> run(Oracle.call(Operation.DIVIDE, Types.I64, List.of(one, zero))))
        .hasMessage("division by zero");
  }

  private static void run(Expression expression) {
    var scope = MemoryScope.unlimited();
    var context = new EvaluationContext(scope.allocator(), null);
    try (Batch batch = Batch.of(List.of(), 1);
        ColumnExpression compiled = new ExpressionCompiler(context).compile(expression)) {
      compiled.evaluate(batch, null).release();
    } finally {
      assertThat(scope.free()).isZero();
    }
  }
}
