package dev.wadi.engine.evaluation;

import dev.wadi.engine.expression.Expression;
import java.util.List;

/// An operation for certain types, still to be given its operands.
interface Kernel {
  Node<?> bind(List<Expression> arguments, Compilation compilation);
}
