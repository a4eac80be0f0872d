package dev.wadi.engine.evaluation;

import java.math.BigInteger;

/// Division by a number that is known before the loop: a multiplication and a shift instead of a
/// division, which is several times slower.
///
/// The method is figure 5.2 of Granlund and Montgomery, "Division by Invariant Integers using
/// Multiplication" (1994).
///
/// @param divisor at least 1
record ConstantDivisor(long divisor, long multiplier, int shift) {
  static ConstantDivisor of(long divisor) {
    if (divisor < 1) {
      throw new IllegalArgumentException("not positive: " + divisor);
    }
    int length = Math.max(1, 64 - Long.numberOfLeadingZeros(divisor - 1));
    BigInteger quotient = BigInteger.ONE.shiftLeft(63 + length).divide(BigInteger.valueOf(divisor));
    return new ConstantDivisor(divisor, quotient.longValue() + 1, length - 1);
  }

  /// `value / divisor`, rounded towards zero.
  long divide(long value) {
    return (value + Math.multiplyHigh(multiplier, value) >> shift) - (value >> 63);
  }

  /// `value % divisor`, with the sign of the value.
  long remainder(long value) {
    return value - divide(value) * divisor;
  }

  /// The quotient, rounded down.
  long floorDivide(long value) {
    long quotient = divide(value);
    return quotient + (value - quotient * divisor >> 63);
  }

  /// The largest multiple of the divisor that is not greater than the value.
  long floor(long value) {
    return floorDivide(value) * divisor;
  }
}
