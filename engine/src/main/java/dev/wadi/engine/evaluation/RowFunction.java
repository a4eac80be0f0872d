package dev.wadi.engine.evaluation;

/// What a class that was compiled from generated Java implements. Public because that class has a
/// class loader of its own.
@FunctionalInterface
public interface RowFunction {
  /// Computes one row.
  ///
  /// @param arguments values as {@link dev.wadi.engine.expression.Expression.GeneratedJava} says
  Object evaluate(Object[] arguments);
}
