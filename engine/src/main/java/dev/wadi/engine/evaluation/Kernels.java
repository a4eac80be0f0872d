package dev.wadi.engine.evaluation;

import dev.wadi.engine.expression.Operation;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Field;

/// Which operations have native kernels for which types. The planner asks before it chooses between
/// a kernel and generated Java.
public final class Kernels {
  private Kernels() {}

  /// Whether {@link ExpressionCompiler} can compile a call of this operation.
  public static boolean support(Operation operation, List<Field> arguments, Field result) {
    List<SqlType> types = arguments.stream().map(SqlType::of).toList();
    return find(operation, types, SqlType.of(result)).isPresent();
  }

  /// Whether it can compile a cast between these types.
  public static boolean supportCast(Field from, Field to) {
    return NestedCasts.supported(from, to);
  }

  static Optional<Kernel> find(Operation operation, List<SqlType> arguments, SqlType result) {
    return takes(operation, arguments.size())
        ? findByTypes(operation, arguments, result)
        : Optional.empty();
  }

  private static boolean takes(Operation operation, int count) {
    return switch (operation) {
      case AND, OR, CONCAT, STRUCT -> count >= 1;
      case SUBSTRING, LIKE -> count == 2 || count == 3;
      case WINDOW_START -> count == 3;
      case ADD,
          SUBTRACT,
          MULTIPLY,
          DIVIDE,
          MODULO,
          EQUAL,
          NOT_EQUAL,
          LESS,
          LESS_OR_EQUAL,
          GREATER,
          GREATER_OR_EQUAL,
          IS_DISTINCT_FROM,
          IS_NOT_DISTINCT_FROM,
          TRUNCATE_TIME,
          STRUCT_FIELD ->
          count == 2;
      case NEGATE,
          ABS,
          NOT,
          IS_NULL,
          IS_NOT_NULL,
          IS_TRUE,
          IS_NOT_TRUE,
          IS_FALSE,
          IS_NOT_FALSE,
          UPPER,
          LOWER,
          CHAR_LENGTH,
          TRIM,
          EXTRACT_YEAR,
          EXTRACT_QUARTER,
          EXTRACT_MONTH,
          EXTRACT_DAY,
          EXTRACT_HOUR,
          EXTRACT_MINUTE,
          EXTRACT_SECOND,
          EXTRACT_DAY_OF_WEEK,
          EXTRACT_DAY_OF_YEAR,
          EXTRACT_EPOCH ->
          count == 1;
    };
  }

  private static Optional<Kernel> findByTypes(
      Operation operation, List<SqlType> arguments, SqlType result) {
    SqlType first = arguments.getFirst();
    SqlType last = arguments.getLast();
    return switch (operation) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO ->
          Arithmetic.find(operation, first, last, result);
      case NEGATE, ABS -> Arithmetic.findSign(operation, first, result);
      case EQUAL,
          NOT_EQUAL,
          LESS,
          LESS_OR_EQUAL,
          GREATER,
          GREATER_OR_EQUAL,
          IS_DISTINCT_FROM,
          IS_NOT_DISTINCT_FROM ->
          truth(result, Comparisons.find(operation, first, last));
      case AND, OR, NOT, IS_NULL, IS_NOT_NULL, IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE ->
          truth(result, Logic.find(operation, arguments));
      case LIKE, SUBSTRING, UPPER, LOWER, CHAR_LENGTH, CONCAT, TRIM ->
          TextFunctions.find(operation, arguments, result);
      case EXTRACT_YEAR,
          EXTRACT_QUARTER,
          EXTRACT_MONTH,
          EXTRACT_DAY,
          EXTRACT_HOUR,
          EXTRACT_MINUTE,
          EXTRACT_SECOND,
          EXTRACT_DAY_OF_WEEK,
          EXTRACT_DAY_OF_YEAR,
          EXTRACT_EPOCH ->
          DateParts.find(operation, first, result);
      case TRUNCATE_TIME -> TimeTruncation.findTruncate(first, result);
      case WINDOW_START -> TimeTruncation.findWindowStart(arguments, result);
      case STRUCT_FIELD -> StructFieldNode.find(first, result);
      // Needs more of its type than is known here: StructNode.
      case STRUCT -> Optional.empty();
    };
  }

  private static Optional<Kernel> truth(SqlType result, Optional<Kernel> kernel) {
    return kernel.filter(_ -> result instanceof SqlType.Bool);
  }
}
