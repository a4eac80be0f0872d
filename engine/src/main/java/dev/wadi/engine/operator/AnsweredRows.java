package dev.wadi.engine.operator;

import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.evaluation.DroppedRows;
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
  private final DroppedRows dropped;

  AnsweredRows(AsyncCall call, AsyncFunction function, OperatorContext context) {
    this.call = call;
    this.function = function;
    this.context = context;
    this.type = call.function().result();
    this.dropped = new DroppedRows(context.badRows());
  }

  void apartTo(Operator.Output apart) {
    dropped.showTo(
        new RejectedRowLetters(call.function().name(), call.input().schema(), context, apart));
  }

  /// @param rows of one batch, ascending
  void emit(List<WaitingRow> rows, Operator.Output output) {
    Batch part = rows.getFirst().part();
    List<Answer> answers = new ArrayList<>();
    List<Integer> answered = new ArrayList<>();
    int[] places = new int[part.rowCount()];
    Arrays.fill(places, NO_RESULT);
    for (WaitingRow row : rows) {
      switch (row.answer().orElse(null)) {
        case null -> {} // without a result
        case Answer.Failed failed -> reject(part, new Rejection(row.row(), failed.reason()));
        case Answer.Reply _, Answer.None _ -> {
          places[row.row()] = answers.size();
          answers.add(row.answer().orElseThrow());
          answered.add(row.row());
        }
      }
    }
    Column results = results(part, answered, answers);
    try {
      int[] numbers = rows.stream().mapToInt(WaitingRow::row).toArray();
      Selection left = dropped.takeFrom(new Selection(numbers, numbers.length), part);
      if (left.count() > 0) {
        output.emit(batch(part, left, places, results));
      }
    } finally {
      results.release();
    }
  }

  private Column results(Batch part, List<Integer> answered, List<Answer> answers) {
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
        reject(part, new Rejection(numbers[rejection.row()], rejection.reason()));
      }
      return Column.of(result);
    } catch (RuntimeException | Error e) {
      result.close();
      throw e;
    } finally {
      arguments.forEach(Column::release);
    }
  }

  private void reject(Batch part, Rejection rejection) {
    switch (call.rejected()) {
      case OnRejection.FAIL -> {
        List<FieldVector> arguments =
            call.arguments().stream().map(column -> part.column(column).vector()).toList();
        throw rejection.failure(call.function(), arguments);
      }
      case OnRejection.NULL -> {} // as it is
      case OnRejection.DROP ->
          dropped.add(
              new DroppedRows.Dropped(rejection.row(), call.function().name(), rejection.reason()));
    }
  }

  private Batch batch(Batch part, Selection chosen, int[] places, Column results) {
    List<Column> columns = new ArrayList<>();
    for (int column : call.kept()) {
      columns.add(Gather.rows(part.column(column), chosen, context.allocator()));
    }
    int[] placesOfRows =
        IntStream.range(0, chosen.count()).map(i -> places[chosen.row(i)]).toArray();
    columns.add(Gather.rowsOrNull(results, placesOfRows, context.allocator()));
    return Batch.of(columns, chosen.count());
  }
}
