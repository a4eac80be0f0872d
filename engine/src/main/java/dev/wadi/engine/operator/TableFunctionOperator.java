package dev.wadi.engine.operator;

import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.evaluation.ColumnExpression;
import dev.wadi.engine.evaluation.DroppedRows;
import dev.wadi.engine.plan.TableFunctionCall;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import dev.wadi.sdk.function.TableFunction;
import java.util.List;

/// Calls a function that makes any number of rows of each row. Holds nothing: a batch is done when
/// the next one comes.
public final class TableFunctionOperator implements SetsRowsApart {
  private final TableFunctionCall call;
  private final OperatorContext context;
  private final List<ColumnExpression> arguments;
  private final DroppedRows dropped;
  private final TableFunction function;

  public TableFunctionOperator(TableFunctionCall call, OperatorContext context) {
    this.call = call;
    this.context = context;
    this.dropped = new DroppedRows(context.badRows());
    this.arguments = call.arguments().stream().map(context.expressions(dropped)::compile).toList();
    this.function = context.functions().openTable(call.function());
  }

  @Override
  public void apartTo(Output apart) {
    dropped.showTo(
        new RejectedRowLetters(call.function().name(), call.input().schema(), context, apart));
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    try (batch) {
      List<Column> computed =
          arguments.stream().map(value -> value.evaluate(batch, batch.selection())).toList();
      Selection rows = dropped.takeFrom(batch.selection(), batch);
      List<Column> passed = computed.stream().map(column -> only(rows, column)).toList();
      try (Batch called = batch.select(rows)) {
        if (called.rowCount() > 0) {
          call(called, passed, output);
        }
      } finally {
        passed.forEach(Column::release);
      }
    }
  }

  // Without rows that do not count. Takes the column over.
  private Column only(Selection rows, Column column) {
    if (rows == null) {
      return column;
    }
    try {
      return Gather.rows(column, rows, context.allocator());
    } finally {
      column.release();
    }
  }

  private void call(Batch batch, List<Column> passed, Output output) {
    function.begin(passed.stream().map(Column::vector).toList(), batch.rowCount());
    var rows = new JoinedRows(batch, call, context);
    boolean more = true;
    while (more) {
      try (var made = new MadeRows(call.function(), context.allocator())) {
        more = function.next(context.batchRows(), made.origins(), made.vectors());
        rows.add(made, output);
      }
    }
    rows.end(output);
  }

  @Override
  public void close() {
    arguments.forEach(ColumnExpression::close);
    function.close();
  }
}
