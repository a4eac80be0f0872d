package dev.wadi.engine.operator;

import dev.wadi.engine.evaluation.ColumnExpression;
import dev.wadi.engine.evaluation.DroppedRows;
import dev.wadi.engine.plan.Plan;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.List;

/// Computes one column per expression; the selection stays as it is, but for rows that functions
/// reject.
public final class ProjectOperator implements SetsRowsApart {
  private final Plan.Project project;
  private final OperatorContext context;
  private final List<ColumnExpression> expressions;
  private final DroppedRows dropped;

  public ProjectOperator(Plan.Project project, OperatorContext context) {
    this.project = project;
    this.context = context;
    this.dropped = new DroppedRows(context.badRows());
    this.expressions =
        project.expressions().stream().map(context.expressions(dropped)::compile).toList();
  }

  @Override
  public void apartTo(Output apart) {
    dropped.showTo(new RejectedRowLetters("project", project.input().schema(), context, apart));
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    List<Column> columns = new ArrayList<>(expressions.size());
    for (ColumnExpression expression : expressions) {
      columns.add(expression.evaluate(batch, batch.selection()));
    }
    Selection rows = dropped.takeFrom(batch.selection(), batch);
    Batch projected = Batch.of(columns, batch.physicalRowCount(), rows);
    batch.release();
    if (projected.rowCount() > 0) {
      output.emit(projected);
    } else {
      projected.release();
    }
  }

  @Override
  public void close() {
    expressions.forEach(ColumnExpression::close);
  }
}
