package dev.wadi.engine.evaluation;

import dev.wadi.engine.expression.Expression;

/// Turns expressions into loops over columns.
public final class ExpressionCompiler {
  private final EvaluationContext context;

  public ExpressionCompiler(EvaluationContext context) {
    this.context = context;
  }

  /// @throws dev.wadi.sdk.error.WadiException if a function cannot be opened
  public ColumnExpression compile(Expression expression) {
    Compilation compilation = new Compilation(context);
    try {
      Node<Values> node = compilation.typed(expression);
      return new CompiledExpression(node, expression.type(), compilation);
    } catch (RuntimeException | Error e) {
      compilation.close();
      throw e;
    }
  }
}
