package dev.wadi.engine.evaluation;

import dev.wadi.engine.expression.Operation;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;

/// Which operations have native kernels for which types. The planner asks before it chooses between
/// a kernel and generated Java.
public final class Kernels {
  private Kernels() {}

  /// Whether {@link ExpressionCompiler} can compile a call of this operation.
  public static boolean support(Operation operation, List<Field> arguments, Field result) {
    return false;
  }

  /// Whether it can compile a cast between these types.
  public static boolean supportCast(Field from, Field to) {
    return false;
  }
}
