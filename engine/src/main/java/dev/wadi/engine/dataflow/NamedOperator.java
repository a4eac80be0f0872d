package dev.wadi.engine.dataflow;

import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorContext;

/// An operator's factory with its name for people, "" where it is the stage's own.
///
/// @param origin what of the plan it does
record NamedOperator(String name, Origins.Origin origin, OperatorFactory factory)
    implements OperatorFactory {
  @Override
  public Operator create(OperatorContext context) {
    return factory.create(context);
  }
}
