package dev.wadi.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Operation;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.batch.Selection;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;

/// Compares an expression with a model that computes one row in plain Java. The model gets the
/// row's samples (see {@link Samples}), nulls included, and throws {@link ArithmeticException}
/// where the row has an error.
final class Oracle {
  private static final Object ERROR = new Object();

  private final Random random;
  private final List<Field> fields;

  private Oracle(Random random, List<Field> fields) {
    this.random = random;
    this.fields = fields;
  }

  /// @param fields the columns of the batch
  static Oracle over(Random random, Field... fields) {
    return new Oracle(random, List.of(fields));
  }

  /// A call of an operation on all columns.
  void checkCall(Operation operation, Field result, Function<Object[], Object> model) {
    check(call(operation, result, inputs(fields)), strict(model));
  }

  static Expression call(Operation operation, Field result, List<Expression> arguments) {
    return new Expression.Call(operation, arguments, result);
  }

  static List<Expression> inputs(List<Field> fields) {
    List<Expression> inputs = new ArrayList<>();
    fields.forEach(field -> inputs.add(new Expression.InputColumn(inputs.size(), field)));
    return inputs;
  }

  /// A model that is null if one of the arguments is.
  static Function<Object[], Object> strict(Function<Object[], Object> model) {
    return row -> Arrays.asList(row).contains(null) ? null : model.apply(row);
  }

  void check(Expression expression, Function<Object[], Object> model) {
    int count = random.nextInt(12) == 0 ? 2_000 + random.nextInt(3_000) : random.nextInt(200);
    List<List<Object>> samples =
        fields.stream().map(field -> Samples.list(random, field, count)).toList();
    List<Object> expected = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      int current = row;
      Object[] values = samples.stream().map(list -> list.get(current)).toArray();
      expected.add(apply(model, values));
    }
    var scope = MemoryScope.unlimited();
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      columns.add(Samples.column(fields.get(i), samples.get(i), scope.allocator()));
    }
    var context = new EvaluationContext(scope.allocator(), null);
    try (Batch batch = Batch.of(columns, count);
        ColumnExpression compiled = new ExpressionCompiler(context).compile(expression)) {
      compare(compiled, batch, null, expected, samples);
      compare(compiled, batch, rows(count, _ -> random.nextInt(3) > 0), expected, samples);
      compare(compiled, batch, rows(count, i -> expected.get(i) != ERROR), expected, samples);
    }
    assertThat(scope.free()).isZero();
  }

  private static Object apply(Function<Object[], Object> model, Object[] row) {
    try {
      return model.apply(row);
    } catch (ArithmeticException e) {
      return ERROR;
    }
  }

  private static Selection rows(int count, IntPredicate chosen) {
    int[] rows = IntStream.range(0, count).filter(chosen).toArray();
    return new Selection(rows, rows.length);
  }

  private static void compare(
      ColumnExpression compiled,
      Batch batch,
      Selection selection,
      List<Object> expected,
      List<List<Object>> samples) {
    Selection rows = selection == null ? Selection.range(expected.size()) : selection;
    boolean fails =
        IntStream.range(0, rows.count()).anyMatch(i -> expected.get(rows.row(i)) == ERROR);
    if (fails) {
      assertThatThrownBy(() -> compiled.evaluate(batch, selection))
          .isInstanceOf(WadiException.class);
      return;
    }
    Column result = compiled.evaluate(batch, selection);
    try {
      assertThat(result.rowCount()).isEqualTo(batch.physicalRowCount());
      for (int i = 0; i < rows.count(); i++) {
        int row = rows.row(i);
        Object found = Samples.read(result, row);
        if (!Objects.equals(found, expected.get(row))) {
          assertThat(found)
              .as("row %d: %s", row, samples.stream().map(list -> list.get(row)).toList())
              .isEqualTo(expected.get(row));
        }
      }
      compareFilter(compiled, batch, selection, rows, expected, result);
    } finally {
      result.release();
    }
  }

  private static void compareFilter(
      ColumnExpression compiled,
      Batch batch,
      Selection selection,
      Selection rows,
      List<Object> expected,
      Column result) {
    if (SqlType.of(result.field()) instanceof SqlType.Bool) {
      int[] trueRows =
          Arrays.stream(rows.rows(), 0, rows.count())
              .filter(row -> Boolean.TRUE.equals(expected.get(row)))
              .toArray();
      assertThat(compiled.filter(batch, selection))
          .isEqualTo(new Selection(trueRows, trueRows.length));
    }
  }
}
