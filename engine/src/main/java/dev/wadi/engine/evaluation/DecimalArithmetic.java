package dev.wadi.engine.evaluation;

import dev.wadi.engine.expression.Operation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/// Exact arithmetic on decimals in 128 bits. The result has the scale of its type, rounded half up.
/// Each operation has a fast way for what fits in words, and one slow way for all the rest.
final class DecimalArithmetic {
  private final Operation operation;
  private final int leftScale;
  private final int rightScale;
  private final int scale;
  private final Range range;
  private final Decimals.Bound bound;

  private DecimalArithmetic(
      Operation operation, int leftScale, int rightScale, SqlType.Exact type) {
    this.operation = operation;
    this.leftScale = leftScale;
    this.rightScale = rightScale;
    this.scale = type.scale();
    this.range = Range.of(type);
    this.bound = Decimals.Bound.of(range);
  }

  static Node<?> node(
      Operation operation,
      Node<?> left,
      SqlType leftType,
      Node<?> right,
      SqlType rightType,
      SqlType.Exact type) {
    if (fitsLongs(operation, leftType, rightType, type)) {
      return WholeArithmetic.node(
          operation,
          scaleUp(left, leftType, operation, type),
          scaleUp(right, rightType, operation, type),
          Range.of(type));
    }
    DecimalArithmetic arithmetic =
        new DecimalArithmetic(
            operation, Decimals.scaleOf(leftType), Decimals.scaleOf(rightType), type);
    Node<Wides> wide =
        Binary.of(
            Decimals.widen(left, leftType),
            Decimals.widen(right, rightType),
            new Wides(),
            arithmetic::run);
    return Decimals.represent(wide, type);
  }

  static Node<Wides> absolute(Node<Wides> input) {
    return Unary.of(
        input,
        new Wides(),
        (values, result) -> {
          for (int i = 0; i < result.count(); i++) {
            long sign = values.high[i] >> 63;
            long low = (values.low[i] ^ sign) - sign;
            result.low[i] = low;
            result.high[i] = (values.high[i] ^ sign) + (sign != 0 && low == 0 ? 1 : 0);
          }
        });
  }

  // All in one long: the common case of money. Nothing is rounded, and what is scaled up still has
  // at most 18 digits.
  private static boolean fitsLongs(
      Operation operation, SqlType left, SqlType right, SqlType.Exact type) {
    int leftScale = Decimals.scaleOf(left);
    int rightScale = Decimals.scaleOf(right);
    return switch (operation) {
      case ADD, SUBTRACT, MODULO ->
          type.isShort()
              && type.scale() >= Math.max(leftScale, rightScale)
              && Decimals.precisionOf(left) + type.scale() - leftScale <= 18
              && Decimals.precisionOf(right) + type.scale() - rightScale <= 18;
      case MULTIPLY ->
          type.isShort()
              && type.scale() == leftScale + rightScale
              && Decimals.precisionOf(left) <= 18
              && Decimals.precisionOf(right) <= 18;
      default -> false;
    };
  }

  private static Node<Longs> scaleUp(
      Node<?> node, SqlType from, Operation operation, SqlType.Exact type) {
    int up = operation == Operation.MULTIPLY ? 0 : type.scale() - Decimals.scaleOf(from);
    Node<Longs> longs = Compilation.as(node);
    return up == 0 ? longs : Scaling.multiply(longs, Decimals.power(up));
  }

  private void run(Wides a, Wides b, Wides result) {
    switch (operation) {
      case ADD, SUBTRACT -> addAll(a, b, result, operation == Operation.SUBTRACT);
      case MULTIPLY -> multiplyAll(a, b, result);
      case DIVIDE -> divideAll(a, b, result);
      default -> {
        for (int i = 0; i < result.count(); i++) {
          slowly(a, b, result, i);
        }
      }
    }
  }

  private void addAll(Wides a, Wides b, Wides result, boolean negate) {
    int leftUp = scale - leftScale;
    int rightUp = scale - rightScale;
    boolean direct = leftUp >= 0 && leftUp <= 18 && rightUp >= 0 && rightUp <= 18;
    long leftFactor = direct ? Decimals.power(leftUp) : 0;
    long rightFactor = direct ? Decimals.power(rightUp) : 0;
    for (int i = 0; i < result.count(); i++) {
      boolean leftFits = leftUp == 0 || a.fitsLong(i);
      boolean rightFits = rightUp == 0 || b.fitsLong(i);
      if (!direct || !leftFits || !rightFits) {
        slowly(a, b, result, i);
        continue;
      }
      long xLow = a.low[i] * leftFactor;
      long xHigh = leftUp == 0 ? a.high[i] : Math.multiplyHigh(a.low[i], leftFactor);
      long yLow = b.low[i] * rightFactor;
      long yHigh = rightUp == 0 ? b.high[i] : Math.multiplyHigh(b.low[i], rightFactor);
      long low = negate ? xLow - yLow : xLow + yLow;
      long carry = Long.compareUnsigned(negate ? xLow : low, negate ? yLow : xLow) < 0 ? 1 : 0;
      long high = negate ? xHigh - yHigh - carry : xHigh + yHigh + carry;
      long sameSigns = negate ? xHigh ^ yHigh : ~(xHigh ^ yHigh);
      boolean wrapped = (sameSigns & (xHigh ^ high)) < 0;
      result.low[i] = low;
      result.high[i] = high;
      if (wrapped || !bound.contains(high, low)) {
        slowly(a, b, result, i);
      }
    }
  }

  private void multiplyAll(Wides a, Wides b, Wides result) {
    boolean direct = scale == leftScale + rightScale;
    for (int i = 0; i < result.count(); i++) {
      if (direct && a.fitsLong(i) && b.fitsLong(i)) {
        result.low[i] = a.low[i] * b.low[i];
        result.high[i] = Math.multiplyHigh(a.low[i], b.low[i]);
        if (bound.contains(result.high[i], result.low[i])) {
          continue;
        }
      }
      slowly(a, b, result, i);
    }
  }

  private void divideAll(Wides a, Wides b, Wides result) {
    int up = scale + rightScale - leftScale;
    long factor = up >= 0 && up <= 18 ? Decimals.power(up) : 0;
    for (int i = 0; i < result.count(); i++) {
      long numerator = a.low[i] * factor;
      boolean fits =
          factor != 0
              && a.fitsLong(i)
              && b.fitsLong(i)
              && b.low[i] != 0
              && numerator != Long.MIN_VALUE
              && Math.multiplyHigh(a.low[i], factor) == numerator >> 63;
      if (fits) {
        result.set(i, divideHalfUp(numerator, b.low[i]));
      }
      if (!fits || !bound.contains(result.high[i], result.low[i])) {
        slowly(a, b, result, i);
      }
    }
  }

  /// The quotient, rounded to the nearest, away from zero if two are as near. Not for the smallest
  /// long.
  static long divideHalfUp(long numerator, long divisor) {
    long quotient = numerator / divisor;
    long remainder = Math.abs(numerator % divisor);
    boolean up = remainder != 0 && remainder >= Math.abs(divisor) - remainder;
    return up ? quotient + ((numerator ^ divisor) >> 63 | 1) : quotient;
  }

  private void slowly(Wides a, Wides b, Wides result, int i) {
    if (result.isNull(i)) {
      return;
    }
    BigDecimal x = new BigDecimal(a.get(i), leftScale);
    BigDecimal y = new BigDecimal(b.get(i), rightScale);
    BigInteger unscaled = exact(x, y).unscaledValue();
    if (!range.contains(unscaled)) {
      throw range.overflow(new BigDecimal(unscaled, scale).toPlainString());
    }
    result.set(i, unscaled);
  }

  private BigDecimal exact(BigDecimal x, BigDecimal y) {
    return switch (operation) {
      case ADD -> x.add(y).setScale(scale, RoundingMode.HALF_UP);
      case SUBTRACT -> x.subtract(y).setScale(scale, RoundingMode.HALF_UP);
      case MULTIPLY -> x.multiply(y).setScale(scale, RoundingMode.HALF_UP);
      case DIVIDE -> x.divide(nonZero(y), scale, RoundingMode.HALF_UP);
      case MODULO -> x.remainder(nonZero(y)).setScale(scale, RoundingMode.HALF_UP);
      default -> throw new IllegalArgumentException("not arithmetic: " + operation);
    };
  }

  private static BigDecimal nonZero(BigDecimal divisor) {
    if (divisor.signum() == 0) {
      throw WholeArithmetic.divisionByZero();
    }
    return divisor;
  }
}
