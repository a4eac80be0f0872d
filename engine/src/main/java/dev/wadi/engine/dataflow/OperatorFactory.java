package dev.wadi.engine.dataflow;

import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorContext;

/// Makes a stage's operator for one subtask.
@FunctionalInterface
public interface OperatorFactory {
  Operator create(OperatorContext context);

  /// For people.
  default String name() {
    return "";
  }
}
