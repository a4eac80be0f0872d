package dev.wadi.engine.plan;

import dev.wadi.engine.expression.Expression.OnRejection;
import dev.wadi.sdk.function.FunctionKind;
import dev.wadi.sdk.function.FunctionSignature;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/// One row per row of the input: some of its columns, then what a function says of it whose results
/// come later.
///
/// @param arguments columns of the input
/// @param condition a column of the input, true in rows that the function is asked for; the result
///   of others is null. {@link #ALWAYS} for all rows
/// @param kept columns of the input that stay
/// @param rejected what becomes of rows without a result
/// @param changelog whether rows may be taken back, and so have to stay in order
public record AsyncCall(
    Plan input,
    FunctionSignature function,
    List<Integer> arguments,
    int condition,
    List<Integer> kept,
    OnRejection rejected,
    boolean changelog,
    Schema schema)
    implements CallPlan {
  public static final int ALWAYS = -1;

  public AsyncCall {
    arguments = List.copyOf(arguments);
    kept = List.copyOf(kept);
    if (schema.getFields().size() != kept.size() + 1) {
      throw new IllegalArgumentException("columns that stay and a result make the schema");
    }
  }

  /// Whether rows keep their order.
  public boolean keepsOrder() {
    return changelog || settings().ordered();
  }

  /// As the function declares them.
  public FunctionKind.Async settings() {
    return (FunctionKind.Async) function.kind();
  }

  @Override
  public List<Plan> inputs() {
    return List.of(input);
  }
}
