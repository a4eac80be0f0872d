package dev.wadi.engine.plan;

import dev.wadi.engine.expression.Expression;
import dev.wadi.sdk.function.FunctionSignature;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/// One row per row that a table function makes of a row of the input: some of the input's columns,
/// then the function's.
///
/// @param arguments over the input
/// @param kept columns of the input that stay
/// @param outer whether a row of which the function makes none stays, with NULL for its columns
public record TableFunctionCall(
    Plan input,
    FunctionSignature function,
    List<Expression> arguments,
    List<Integer> kept,
    boolean outer,
    Schema schema)
    implements CallPlan {
  public TableFunctionCall {
    arguments = List.copyOf(arguments);
    kept = List.copyOf(kept);
  }

  @Override
  public List<Plan> inputs() {
    return List.of(input);
  }
}
