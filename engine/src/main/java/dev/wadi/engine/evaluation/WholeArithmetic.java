package dev.wadi.engine.evaluation;

import dev.wadi.engine.expression.Operation;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.math.BigInteger;

/// Checked arithmetic on longs. The loops only collect whether anything went wrong, so that they
/// stay simple enough for the JIT compiler to vectorise; if something did, the batch is looked at
/// again row by row with exact numbers, which finds the row for the message, or finds that it was
/// null.
final class WholeArithmetic {
  private WholeArithmetic() {}

  static Node<Longs> node(Operation operation, Node<Longs> left, Node<Longs> right, Range range) {
    boolean division = operation == Operation.DIVIDE || operation == Operation.MODULO;
    if (division && !range.exceedsLong() && right instanceof ConstantNode<Longs> constant) {
      Longs divisor = constant.value();
      if (!divisor.isNull(0) && divisor.values[0] > 0) {
        return divide(operation, left, ConstantDivisor.of(divisor.values[0]));
      }
    }
    Binary.Loop<Longs, Longs, Longs> loop =
        (a, b, result) -> {
          if (range.exceedsLong()) {
            unsigned(operation, a, b, result, range);
          } else {
            signed(operation, a, b, result, range);
          }
        };
    return Binary.of(left, right, new Longs(), loop);
  }

  // Neither result can be further from zero than the dividend: nothing to check.
  private static Node<Longs> divide(
      Operation operation, Node<Longs> left, ConstantDivisor divisor) {
    boolean modulo = operation == Operation.MODULO;
    return Unary.of(
        left,
        new Longs(),
        (values, result) -> {
          if (modulo) {
            for (int i = 0; i < result.count(); i++) {
              result.values[i] = divisor.remainder(values.values[i]);
            }
          } else {
            for (int i = 0; i < result.count(); i++) {
              result.values[i] = divisor.divide(values.values[i]);
            }
          }
        });
  }

  static Node<Longs> absolute(Node<Longs> input, Range range) {
    return Unary.of(
        input,
        new Longs(),
        (values, result) -> {
          for (int i = 0; i < result.count(); i++) {
            result.values[i] = Math.abs(values.values[i]);
            if (result.values[i] < 0 && !result.isNull(i)) {
              throw range.overflow("the absolute value of " + values.values[i]);
            }
          }
          requireInside(result, range);
        });
  }

  // What the loop above lets through: the smallest TINYINT has no absolute value either.
  private static void requireInside(Longs result, Range range) {
    if (!range.exceedsLong() && !range.containsAll(result.values, result.count())) {
      for (int i = 0; i < result.count(); i++) {
        if (!result.isNull(i) && !range.contains(result.values[i])) {
          throw range.overflow(Long.toString(result.values[i]));
        }
      }
    }
  }

  private static void signed(Operation operation, Longs a, Longs b, Longs result, Range range) {
    int count = result.count();
    boolean wrapped =
        switch (operation) {
          case ADD -> add(a.values, b.values, result.values, count);
          case SUBTRACT -> subtract(a.values, b.values, result.values, count);
          case MULTIPLY -> multiply(a.values, b.values, result.values, count);
          case DIVIDE -> divide(a.values, b.values, result);
          case MODULO -> modulo(a.values, b.values, result);
          default -> throw new IllegalArgumentException("not arithmetic: " + operation);
        };
    if (wrapped || !range.containsAll(result.values, count)) {
      explain(operation, a, b, result, range);
    }
  }

  private static void unsigned(Operation operation, Longs a, Longs b, Longs result, Range range) {
    boolean wrapped = false;
    for (int i = 0; i < result.count(); i++) {
      long x = a.values[i];
      long y = b.values[i];
      switch (operation) {
        case ADD -> {
          result.values[i] = x + y;
          wrapped |= Long.compareUnsigned(x + y, x) < 0;
        }
        case SUBTRACT -> {
          result.values[i] = x - y;
          wrapped |= Long.compareUnsigned(x, y) < 0;
        }
        case MULTIPLY -> {
          result.values[i] = x * y;
          wrapped |= Math.unsignedMultiplyHigh(x, y) != 0;
        }
        case DIVIDE -> result.values[i] = Long.divideUnsigned(x, divisor(y, result, i));
        case MODULO -> result.values[i] = Long.remainderUnsigned(x, divisor(y, result, i));
        default -> throw new IllegalArgumentException("not arithmetic: " + operation);
      }
    }
    if (wrapped) {
      explain(operation, a, b, result, range);
    }
  }

  private static boolean add(long[] a, long[] b, long[] result, int count) {
    long wrapped = 0;
    for (int i = 0; i < count; i++) {
      long x = a[i];
      long y = b[i];
      long sum = x + y;
      result[i] = sum;
      wrapped |= (x ^ sum) & (y ^ sum);
    }
    return wrapped < 0;
  }

  private static boolean subtract(long[] a, long[] b, long[] result, int count) {
    long wrapped = 0;
    for (int i = 0; i < count; i++) {
      long x = a[i];
      long y = b[i];
      long difference = x - y;
      result[i] = difference;
      wrapped |= (x ^ y) & (x ^ difference);
    }
    return wrapped < 0;
  }

  private static boolean multiply(long[] a, long[] b, long[] result, int count) {
    long wrapped = 0;
    for (int i = 0; i < count; i++) {
      long product = a[i] * b[i];
      result[i] = product;
      wrapped |= Math.multiplyHigh(a[i], b[i]) ^ (product >> 63);
    }
    return wrapped != 0;
  }

  private static boolean divide(long[] a, long[] b, Longs result) {
    boolean wrapped = false;
    for (int i = 0; i < result.count(); i++) {
      long divisor = divisor(b[i], result, i);
      result.values[i] = a[i] / divisor;
      wrapped |= divisor == -1 & a[i] == Long.MIN_VALUE;
    }
    return wrapped;
  }

  private static boolean modulo(long[] a, long[] b, Longs result) {
    for (int i = 0; i < result.count(); i++) {
      result.values[i] = a[i] % divisor(b[i], result, i);
    }
    return false;
  }

  // Zero under a null is harmless: any divisor will do.
  private static long divisor(long value, Longs result, int i) {
    if (value != 0) {
      return value;
    }
    if (!result.isNull(i)) {
      throw divisionByZero();
    }
    return 1;
  }

  static WadiException divisionByZero() {
    return new WadiException(ErrorCode.DIVISION_BY_ZERO, "division by zero")
        .withHint("guard it, for example with NULLIF(divisor, 0)");
  }

  private static void explain(Operation operation, Longs a, Longs b, Longs result, Range range) {
    for (int i = 0; i < result.count(); i++) {
      if (!result.isNull(i)) {
        BigInteger x = exact(a.values[i], range);
        BigInteger y = exact(b.values[i], range);
        if (!range.contains(exact(operation, x, y))) {
          throw range.overflow(x + " " + symbol(operation) + " " + y);
        }
      }
    }
  }

  private static BigInteger exact(long value, Range range) {
    return range.exceedsLong()
        ? new BigInteger(Long.toUnsignedString(value))
        : BigInteger.valueOf(value);
  }

  private static BigInteger exact(Operation operation, BigInteger x, BigInteger y) {
    return switch (operation) {
      case ADD -> x.add(y);
      case SUBTRACT -> x.subtract(y);
      case MULTIPLY -> x.multiply(y);
      case DIVIDE -> x.divide(y);
      case MODULO -> x.remainder(y);
      default -> throw new IllegalArgumentException("not arithmetic: " + operation);
    };
  }

  private static String symbol(Operation operation) {
    return switch (operation) {
      case ADD -> "+";
      case SUBTRACT -> "-";
      case MULTIPLY -> "*";
      case DIVIDE -> "/";
      case MODULO -> "%";
      default -> operation.name();
    };
  }
}
