package dev.wadi.engine.operator;

import dev.wadi.engine.evaluation.ColumnExpression;
import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.plan.Plan;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import java.util.ArrayList;
import java.util.List;

/// Emits the rows of a VALUES clause, one batch per row, when its empty input ends.
public final class ValuesOperator implements Operator {
  private final Plan.Values values;
  private final OperatorContext context;
  private int nextRow;

  public ValuesOperator(Plan.Values values, OperatorContext context) {
    this.values = values;
    this.context = context;
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    throw new IllegalStateException("VALUES has no input");
  }

  @Override
  public boolean watermark(long micros, Output output) {
    if (nextRow == values.rows().size()) {
      return true;
    }
    output.emit(row(values.rows().get(nextRow++)));
    return false;
  }

  private Batch row(List<Expression.Literal> literals) {
    List<Column> columns = new ArrayList<>();
    try (Batch oneRow = Batch.of(List.of(), 1)) {
      for (Expression.Literal literal : literals) {
        try (ColumnExpression expression = context.expressions().compile(literal)) {
          columns.add(expression.evaluate(oneRow, null));
        }
      }
    }
    return Batch.of(columns, 1);
  }
}
