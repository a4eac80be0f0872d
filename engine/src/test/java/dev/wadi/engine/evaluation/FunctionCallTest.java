package dev.wadi.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Operation;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.batch.Selection;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionKind;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.FunctionSignature.NullHandling;
import dev.wadi.sdk.function.Rejection;
import dev.wadi.sdk.function.ScalarFunction;
import dev.wadi.sdk.testing.NoLeaks;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class FunctionCallTest {
  private final MemoryScope scope = MemoryScope.unlimited();
  private final List<Integer> calls = new ArrayList<>();
  private int open;

  @AfterEach
  void everythingIsGivenBack() {
    assertThat(open).isZero();
    assertThat(scope.free()).isZero();
  }

  /// Adds its arguments, 1000 for a null; fails for 13; one value too few for 14; rejects 15.
  private final class Adder implements ScalarFunction {
    @Override
    public List<Rejection> call(List<FieldVector> arguments, int rowCount, FieldVector result) {
      List<Rejection> rejected = new ArrayList<>();
      calls.add(rowCount);
      BigIntVector sums = (BigIntVector) result;
      sums.allocateNew(rowCount);
      for (int row = 0; row < rowCount; row++) {
        long sum = 0;
        for (FieldVector argument : arguments) {
          sum += argument.isNull(row) ? 1000 : ((BigIntVector) argument).get(row);
        }
        if (sum == 13) {
          throw new WadiException(ErrorCode.FUNCTION_ERROR, "thirteen");
        }
        if (sum == 15) {
          rejected.add(new Rejection(row, "fifteen"));
          sums.setNull(row);
        } else {
          sums.set(row, sum);
        }
      }
      sums.setValueCount(!sums.isNull(0) && sums.get(0) == 14 ? rowCount - 1 : rowCount);
      return rejected;
    }

    @Override
    public void close() {
      open--;
    }
  }

  private ScalarFunction openAdder(FunctionSignature signature) {
    if (signature.name().equals("missing")) {
      throw new WadiException(ErrorCode.FUNCTION_NOT_FOUND, "no module");
    }
    open++;
    return new Adder();
  }

  private static Expression call(String name, NullHandling nulls, Expression... arguments) {
    return call(name, nulls, Expression.OnRejection.FAIL, arguments);
  }

  private static Expression call(
      String name, NullHandling nulls, Expression.OnRejection rejected, Expression... arguments) {
    var signature =
        new FunctionSignature(
            name,
            new FunctionSignature.PluginRef("test", "1.0.0", "00"),
            List.of(arguments).stream().map(Expression::type).toList(),
            Types.I64,
            nulls,
            FunctionSignature.Volatility.IMMUTABLE,
            false,
            FunctionKind.SCALAR);
    return new Expression.FunctionCall(signature, List.of(arguments), rejected, Types.I64);
  }

  private static Expression input(int index) {
    return new Expression.InputColumn(index, Types.I64);
  }

  private ColumnExpression compile(Expression expression) {
    var context = new EvaluationContext(scope.allocator(), this::openAdder);
    return new ExpressionCompiler(context).compile(expression);
  }

  private Batch batch(Long[]... columns) {
    List<Column> made = new ArrayList<>();
    for (Long[] values : columns) {
      List<Object> samples = new ArrayList<>();
      for (Long value : values) {
        samples.add(value == null ? null : BigInteger.valueOf(value));
      }
      made.add(Samples.column(Types.I64, samples, scope.allocator()));
    }
    return Batch.of(made, columns[0].length);
  }

  private static List<Object> values(Column column, Selection rows) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < rows.count(); i++) {
      Object value = Samples.read(column, rows.row(i));
      values.add(value == null ? null : ((BigInteger) value).longValueExact());
    }
    column.release();
    return values;
  }

  @Test
  void strictFunctionsSeeNoNulls() {
    try (Batch batch = batch(new Long[] {1L, null, 3L, 4L}, new Long[] {10L, 20L, null, 40L});
        ColumnExpression sum = compile(call("add", NullHandling.STRICT, input(0), input(1)))) {
      assertThat(values(sum.evaluate(batch, null), Selection.range(4)))
          .containsExactly(11L, null, null, 44L);
      assertThat(calls).containsExactly(2);
    }
  }

  @Test
  void otherFunctionsSeeNulls() {
    try (Batch batch = batch(new Long[] {1L, null}, new Long[] {10L, 20L});
        ColumnExpression sum = compile(call("add", NullHandling.CALLED, input(0), input(1)))) {
      assertThat(values(sum.evaluate(batch, null), Selection.range(2))).containsExactly(11L, 1020L);
    }
  }

  @Test
  void onlySelectedRowsAreSeen() {
    Selection rows = new Selection(new int[] {0, 3}, 2);
    try (Batch batch = batch(new Long[] {1L, 13L, null, 5L});
        ColumnExpression same = compile(call("add", NullHandling.STRICT, input(0)))) {
      assertThat(values(same.evaluate(batch, rows), rows)).containsExactly(1L, 5L);
      assertThat(calls).containsExactly(2);
    }
  }

  @Test
  void noRowsNoCall() {
    try (Batch batch = batch(new Long[] {null, null});
        Batch empty = batch(new Long[] {});
        ColumnExpression same = compile(call("add", NullHandling.STRICT, input(0)))) {
      assertThat(values(same.evaluate(batch, null), Selection.range(2)))
          .containsExactly(null, null);
      same.evaluate(batch, Selection.range(0)).release();
      same.evaluate(empty, null).release();
      assertThat(calls).isEmpty();
    }
  }

  @Test
  void largeBatchesAreCutIntoCalls() {
    Long[] numbers = new Long[20_000];
    Arrays.setAll(numbers, i -> (long) i + 100);
    try (Batch batch = batch(numbers);
        ColumnExpression twice = compile(call("add", NullHandling.STRICT, input(0), input(0)))) {
      List<Object> found = values(twice.evaluate(batch, null), Selection.range(20_000));
      assertThat(found.get(19_999)).isEqualTo(2 * 20_099L);
      assertThat(calls).containsExactly(8_192, 8_192, 3_616);
    }
  }

  @Test
  void callsAreNodesLikeAnyOther() {
    Expression inner = call("add", NullHandling.STRICT, input(0), input(0));
    Expression outer =
        call("add", NullHandling.STRICT, inner, new Expression.Literal("1", Types.I64));
    Expression expression = Oracle.call(Operation.ADD, Types.I64, List.of(outer, inner));
    Selection rows = new Selection(new int[] {1, 2}, 2);
    try (Batch batch = batch(new Long[] {1L, null, 3L});
        ColumnExpression sum = compile(expression)) {
      assertThat(values(sum.evaluate(batch, null), Selection.range(3)))
          .containsExactly(5L, null, 13L);
      assertThat(values(sum.evaluate(batch, rows), rows)).containsExactly(null, 13L);
    }
  }

  @Test
  void errorsPassThroughAndTheNextCallWorks() {
    Selection rows = new Selection(new int[] {0, 2}, 2);
    try (Batch batch = batch(new Long[] {1L, 13L, 3L, null});
        ColumnExpression same = compile(call("add", NullHandling.STRICT, input(0)))) {
      assertThatThrownBy(() -> same.evaluate(batch, null)).hasMessage("thirteen");
      assertThat(values(same.evaluate(batch, rows), rows)).containsExactly(1L, 3L);
    }
  }

  @Test
  void aRejectedRowFailsTheQuery() {
    try (Batch batch = batch(new Long[] {1L, 15L, 3L});
        ColumnExpression same = compile(call("add", NullHandling.STRICT, input(0)))) {
      assertThatThrownBy(() -> same.evaluate(batch, null))
          .hasMessageContaining("function 'add' of plugin 'test' failed for")
          .hasMessageContaining("= 15): fifteen");
    }
  }

  @Test
  void aRejectedRowIsNull() {
    Expression call = call("add", NullHandling.STRICT, Expression.OnRejection.NULL, input(0));
    try (Batch batch = batch(new Long[] {1L, 15L, null, 3L});
        ColumnExpression same = compile(call)) {
      assertThat(values(same.evaluate(batch, null), Selection.range(4)))
          .containsExactly(1L, null, null, 3L);
    }
  }

  @Test
  void aRejectedRowIsLeftOut() {
    LongAdder counter = new LongAdder();
    DroppedRows dropped = new DroppedRows(counter);
    List<String> shown = new ArrayList<>();
    dropped.showTo((batch, rows) ->
        rows.forEach(row -> shown.add(row.row() + " " + row.function() + ": " + row.reason())));
    var context = new EvaluationContext(scope.allocator(), this::openAdder, Optional.of(dropped));
    Expression call = call("add", NullHandling.STRICT, Expression.OnRejection.DROP, input(0));
    Selection rows = new Selection(new int[] {1, 3, 4, 5}, 4);
    try (Batch batch = batch(new Long[] {15L, 1L, 15L, null, 15L, 15L});
        ColumnExpression same = new ExpressionCompiler(context).compile(call)) {
      same.evaluate(batch, rows).release();
      assertThat(dropped.takeFrom(rows, batch).toString()).isEqualTo("[1, 3]");
      assertThat(counter.sum()).isEqualTo(2);
      assertThat(shown).containsExactly("4 add: fifteen", "5 add: fifteen");
      assertThat(dropped.takeFrom(rows, batch)).isSameAs(rows);
      same.evaluate(batch, null).release();
      assertThat(dropped.takeFrom(null, batch).toString()).isEqualTo("[1, 3]");
    }
  }

  @Test
  void whereNoRowCanBeLeftOutItFailsTheQuery() {
    Expression call = call("add", NullHandling.STRICT, Expression.OnRejection.DROP, input(0));
    try (Batch batch = batch(new Long[] {15L});
        ColumnExpression same = compile(call)) {
      assertThatThrownBy(() -> same.evaluate(batch, null)).hasMessageContaining("fifteen");
    }
  }

  @Test
  void aWrongNumberOfValuesIsRefused() {
    try (Batch batch = batch(new Long[] {14L, 1L, null});
        ColumnExpression same = compile(call("add", NullHandling.STRICT, input(0)))) {
      assertThatThrownBy(() -> same.evaluate(batch, null))
          .isInstanceOfSatisfying(
              WadiException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.PLUGIN_BAD_RESULT));
    }
  }

  @Test
  void whatWasOpenedIsClosedIfAnotherFunctionIsMissing() {
    Expression good = call("add", NullHandling.STRICT, input(0));
    Expression bad = call("missing", NullHandling.STRICT, good);
    Expression both = Oracle.call(Operation.ADD, Types.I64, List.of(good, bad));
    assertThatThrownBy(() -> compile(both)).hasMessage("no module");
    assertThat(open).isZero();
  }
}
