package dev.wadi.engine.operator;

import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.expression.Expression.OnRejection;
import dev.wadi.engine.plan.AsyncCall;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import dev.wadi.sdk.function.AsyncFunction;
import dev.wadi.sdk.function.AsyncFunction.Answer;
import dev.wadi.sdk.function.Rejection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;

/// Makes results of rows whose answers are there.
final class AnsweredRows {
  private static final int NO_RESULT = -1;

  private final AsyncCall call;
  private final AsyncFunction function;
  private final OperatorContext context;
  private final Field type;

  AnsweredRows(AsyncCall call, AsyncFunction function, OperatorContext context) {
    this.call = call;
    this.function = function;
    this.context = context;
    this.type = call.function().result();
  }

  /// @param rows of one batch, ascending
  void emit(List<WaitingRow> rows, Operator.Output output) {
    Batch part = rows.getFirst().part();
    List<Answer> answers = new ArrayList<>();
    List<Integer> answered = new ArrayList<>();
    BitSet dropped = new BitSet();
    int[] places = new int[part.rowCount()];
    Arrays.fill(places, NO_RESULT);
    for (WaitingRow row : rows) {
      switch (row.answer().orElse(null)) {
        case null -> {} // without a result
        case Answer.Failed failed ->
            reject(part, new Rejection(row.row(), failed.reason()), dropped);
        case Answer.Reply _, Answer.None _ -> {
          places[row.row()] = answers.size();
          answers.add(row.answer().orElseThrow());
          answered.add(row.row());
        }
      }
    }
    Column results = results(part, answered, answers, dropped);
    try {
      int[] left =
          rows.stream().mapToInt(WaitingRow::row).filter(row -> !dropped.get(row)).toArray();
      context.badRows().add(rows.size() - left.length);
      if (left.length > 0) {
        output.emit(batch(part, left, places, results));
      }
    } finally {
      results.release();
    }
  }

  private Column results(Batch part, List<Integer> answered, List<Answer> answers, BitSet dropped) {
    if (answers.isEmpty()) {
      return Gather.nulls(type, 0, context.allocator());
    }
    int[] numbers = answered.stream().mapToInt(Integer::intValue).toArray();
    Selection rows = new Selection(numbers, numbers.length);
    List<Column> arguments =
        call.arguments().stream()
            .map(column -> Gather.rows(part.column(column), rows, context.allocator()))
            .toList();
    FieldVector result = type.createVector(context.allocator());
    try {
      List<FieldVector> vectors = arguments.stream().map(Column::vector).toList();
      for (Rejection rejection : function.result(vectors, answers, result)) {
        reject(part, new Rejection(numbers[rejection.row()], rejection.reason()), dropped);
      }
      return Column.of(result);
    } catch (RuntimeException | Error e) {
      result.close();
      throw e;
    } finally {
      arguments.forEach(Column::release);
    }
  }

  private void reject(Batch part, Rejection rejection, BitSet dropped) {
    switch (call.rejected()) {
      case OnRejection.FAIL -> {
        List<FieldVector> arguments =
            call.arguments().stream().map(column -> part.column(column).vector()).toList();
        throw rejection.failure(call.function(), arguments);
      }
      case OnRejection.NULL -> {} // as it is
      case OnRejection.DROP -> dropped.set(rejection.row());
    }
  }

  private Batch batch(Batch part, int[] rows, int[] places, Column results) {
    List<Column> columns = new ArrayList<>();
    Selection chosen = new Selection(rows, rows.length);
    for (int column : call.kept()) {
      columns.add(Gather.rows(part.column(column), chosen, context.allocator()));
    }
    int[] placesOfRows = IntStream.of(rows).map(row -> places[row]).toArray();
    columns.add(Gather.rowsOrNull(results, placesOfRows, context.allocator()));
    return Batch.of(columns, rows.length);
  }
}
