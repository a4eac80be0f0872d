package dev.wadi.engine.operator;

import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.evaluation.ColumnExpression;
import dev.wadi.engine.plan.TableFunctionCall;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.function.TableFunction;
import java.util.List;

/// Calls a function that makes any number of rows of each row. Holds nothing: a batch is done when
/// the next one comes.
public final class TableFunctionOperator implements Operator {
  private final TableFunctionCall call;
  private final OperatorContext context;
  private final List<ColumnExpression> arguments;
  private final TableFunction function;

  public TableFunctionOperator(TableFunctionCall call, OperatorContext context) {
    this.call = call;
    this.context = context;
    this.arguments = call.arguments().stream().map(context.expressions()::compile).toList();
    this.function = context.functions().openTable(call.function());
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    try (batch) {
      if (batch.rowCount() > 0) {
        List<Column> passed = arguments.stream().map(value -> evaluate(value, batch)).toList();
        try {
          call(batch, passed, output);
        } finally {
          passed.forEach(Column::release);
        }
      }
    }
  }

  // Without rows that do not count.
  private Column evaluate(ColumnExpression argument, Batch batch) {
    Column values = argument.evaluate(batch, batch.selection());
    if (batch.selection() == null) {
      return values;
    }
    try {
      return Gather.rows(values, batch.selection(), context.allocator());
    } finally {
      values.release();
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
