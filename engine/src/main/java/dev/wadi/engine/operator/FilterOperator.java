package dev.wadi.engine.operator;

import dev.wadi.engine.evaluation.ColumnExpression;
import dev.wadi.engine.evaluation.DroppedRows;
import dev.wadi.engine.plan.Plan;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Selection;

/// Narrows the selection to the rows for which a condition is true; copies nothing.
public final class FilterOperator implements SetsRowsApart {
  private final Plan.Filter filter;
  private final OperatorContext context;
  private final ColumnExpression condition;
  private final DroppedRows dropped;

  public FilterOperator(Plan.Filter filter, OperatorContext context) {
    this.filter = filter;
    this.context = context;
    this.dropped = new DroppedRows(context.badRows());
    this.condition = context.expressions(dropped).compile(filter.condition());
  }

  @Override
  public void apartTo(Output apart) {
    dropped.showTo(new RejectedRowLetters("filter", filter.input().schema(), context, apart));
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    Selection found = condition.filter(batch, batch.selection());
    Selection rows = dropped.takeFrom(found, batch);
    if (rows.count() == batch.rowCount()) {
      output.emit(batch);
      return;
    }
    if (rows.count() > 0) {
      output.emit(batch.select(rows));
    }
    batch.release();
  }

  @Override
  public void close() {
    condition.close();
  }
}
