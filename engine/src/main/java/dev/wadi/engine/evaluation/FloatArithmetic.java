package dev.wadi.engine.evaluation;

import dev.wadi.engine.expression.Operation;

/// Arithmetic on FLOAT and DOUBLE as IEEE 754 has it: nothing fails. FLOAT is computed as DOUBLE
/// and then rounded, which gives the same result as FLOAT arithmetic, because a double has more
/// than twice the digits (Figueroa 1995).
final class FloatArithmetic {
  private FloatArithmetic() {}

  static Node<Doubles> node(
      Operation operation, Node<Doubles> left, Node<Doubles> right, boolean single) {
    return Binary.of(
        left,
        right,
        new Doubles(),
        (a, b, result) -> {
          compute(operation, a.values, b.values, result.values, result.count());
          if (single) {
            round(result.values, result.count());
          }
        });
  }

  static Node<Doubles> negate(Node<Doubles> input) {
    return Unary.of(
        input,
        new Doubles(),
        (values, result) -> {
          for (int i = 0; i < result.count(); i++) {
            result.values[i] = -values.values[i];
          }
        });
  }

  static Node<Doubles> absolute(Node<Doubles> input) {
    return Unary.of(
        input,
        new Doubles(),
        (values, result) -> {
          for (int i = 0; i < result.count(); i++) {
            result.values[i] = Math.abs(values.values[i]);
          }
        });
  }

  /// Rounds doubles to the nearest floats.
  static void round(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = (float) values[i];
    }
  }

  private static void compute(
      Operation operation, double[] a, double[] b, double[] result, int count) {
    switch (operation) {
      case ADD -> {
        for (int i = 0; i < count; i++) {
          result[i] = a[i] + b[i];
        }
      }
      case SUBTRACT -> {
        for (int i = 0; i < count; i++) {
          result[i] = a[i] - b[i];
        }
      }
      case MULTIPLY -> {
        for (int i = 0; i < count; i++) {
          result[i] = a[i] * b[i];
        }
      }
      case DIVIDE -> {
        for (int i = 0; i < count; i++) {
          result[i] = a[i] / b[i];
        }
      }
      case MODULO -> {
        for (int i = 0; i < count; i++) {
          result[i] = a[i] % b[i];
        }
      }
      default -> throw new IllegalArgumentException("not arithmetic: " + operation);
    }
  }
}
