package dev.wadi.engine.operator;

import dev.wadi.engine.evaluation.ColumnExpression;
import dev.wadi.engine.expression.Expression;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import java.util.ArrayList;
import java.util.List;

/// Computes one column per expression; the selection stays as it is.
public final class ProjectOperator implements Operator {
  private final List<ColumnExpression> expressions;

  public ProjectOperator(List<Expression> expressions, OperatorContext context) {
    this.expressions = expressions.stream().map(context.expressions()::compile).toList();
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    List<Column> columns = new ArrayList<>(expressions.size());
    for (ColumnExpression expression : expressions) {
      columns.add(expression.evaluate(batch, batch.selection()));
    }
    Batch projected = Batch.of(columns, batch.physicalRowCount(), batch.selection());
    batch.release();
    output.emit(projected);
  }

  @Override
  public void close() {
    expressions.forEach(ColumnExpression::close);
  }
}
