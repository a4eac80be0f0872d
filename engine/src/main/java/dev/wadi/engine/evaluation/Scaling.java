package dev.wadi.engine.evaluation;

import dev.wadi.engine.expression.Operation;

/// Longs times or divided by a constant.
final class Scaling {
  private Scaling() {}

  /// Of numbers so small that nothing wraps.
  static Node<Longs> multiply(Node<Longs> node, long factor) {
    return Unary.of(
        node,
        new Longs(),
        (values, result) -> {
          for (int i = 0; i < result.count(); i++) {
            result.values[i] = values.values[i] * factor;
          }
        });
  }

  /// A product that does not fit is an error.
  static Node<Longs> multiplyExactly(Node<Longs> node, long factor, SqlType type) {
    return WholeArithmetic.node(Operation.MULTIPLY, node, constant(factor), Range.of(type));
  }

  /// A product that does not fit becomes the largest or smallest long, which keeps the order.
  static Node<Longs> multiplySaturating(Node<Longs> node, long factor) {
    return Unary.of(
        node,
        new Longs(),
        (values, result) -> {
          for (int i = 0; i < result.count(); i++) {
            long product = values.values[i] * factor;
            boolean fits = Math.multiplyHigh(values.values[i], factor) == product >> 63;
            result.values[i] = fits ? product : Long.MAX_VALUE ^ (values.values[i] >> 63);
          }
        });
  }

  /// Rounds towards the past.
  static Node<Longs> divideFloor(Node<Longs> node, long positive) {
    ConstantDivisor divisor = ConstantDivisor.of(positive);
    return Unary.of(
        node,
        new Longs(),
        (values, result) -> {
          for (int i = 0; i < result.count(); i++) {
            result.values[i] = divisor.floorDivide(values.values[i]);
          }
        });
  }

  static Node<Longs> constant(long value) {
    Longs values = new Longs();
    values.start(1);
    values.values[0] = value;
    return new ConstantNode<>(values);
  }
}
