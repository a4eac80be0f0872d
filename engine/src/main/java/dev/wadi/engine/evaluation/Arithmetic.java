package dev.wadi.engine.evaluation;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Operation;
import java.util.List;
import java.util.Optional;

/// Which loop computes `+ - * / %`, negation and absolute value, by the type of the result.
final class Arithmetic {
  private Arithmetic() {}

  static Optional<Kernel> find(Operation operation, SqlType left, SqlType right, SqlType result) {
    return switch (result) {
      case SqlType.Whole whole when areWhole(left, right, whole) ->
          Optional.of((arguments, compilation) ->
              WholeArithmetic.node(
                  operation,
                  compilation.typed(arguments.get(0)),
                  compilation.typed(arguments.get(1)),
                  Range.of(result)));
      case SqlType.Floating(boolean single)
          when Conversions.isNumber(left) && Conversions.isNumber(right) ->
          Optional.of((arguments, compilation) ->
              FloatArithmetic.node(
                  operation,
                  Conversions.toDoubles(compilation.node(arguments.get(0)), left),
                  Conversions.toDoubles(compilation.node(arguments.get(1)), right),
                  single));
      case SqlType.Exact exact when Conversions.isExact(left) && Conversions.isExact(right) ->
          Optional.of((arguments, compilation) ->
              DecimalArithmetic.node(
                  operation,
                  compilation.node(arguments.get(0)),
                  left,
                  compilation.node(arguments.get(1)),
                  right,
                  exact));
      default -> TimeArithmetic.find(operation, left, right, result);
    };
  }

  // A UBIGINT has the bits of another number as a BIGINT, so they do not mix.
  private static boolean areWhole(SqlType left, SqlType right, SqlType.Whole result) {
    return left instanceof SqlType.Whole a
        && right instanceof SqlType.Whole b
        && a.isUnsigned64() == result.isUnsigned64()
        && b.isUnsigned64() == result.isUnsigned64();
  }

  static Optional<Kernel> findSign(Operation operation, SqlType argument, SqlType result) {
    if (!argument.equals(result)) {
      return Optional.empty();
    }
    return switch (argument) {
      case SqlType.Whole _, SqlType.Exact _, SqlType.Floating _, SqlType.Span _, SqlType.Months _ ->
          Optional.of((arguments, compilation) ->
              operation == Operation.NEGATE
                  ? negate(argument, arguments, compilation)
                  : absolute(argument, compilation.node(arguments.get(0))));
      default -> Optional.empty();
    };
  }

  private static Node<?> negate(SqlType type, List<Expression> arguments, Compilation compilation) {
    Node<?> node = compilation.node(arguments.get(0));
    return switch (type) {
      case SqlType.Floating _ -> FloatArithmetic.negate(Compilation.as(node));
      case SqlType.Exact exact ->
          DecimalArithmetic.node(
              Operation.SUBTRACT,
              Literals.node("0", type, compilation.values(type)),
              type,
              node,
              type,
              exact);
      default ->
          WholeArithmetic.node(
              Operation.SUBTRACT, Scaling.constant(0), Compilation.as(node), Range.of(type));
    };
  }

  private static Node<?> absolute(SqlType type, Node<?> node) {
    return switch (type) {
      case SqlType.Floating _ -> FloatArithmetic.absolute(Compilation.as(node));
      case SqlType.Exact exact when !exact.isShort() ->
          DecimalArithmetic.absolute(Compilation.as(node));
      case SqlType.Whole whole when !whole.signed() -> node;
      default -> WholeArithmetic.absolute(Compilation.as(node), Range.of(type));
    };
  }
}
