package dev.wadi.engine.evaluation;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.math.BigInteger;

/// The (unscaled) numbers that a type can hold.
record Range(BigInteger min, BigInteger max, String typeName) {
  static Range of(SqlType type) {
    return switch (type) {
      case SqlType.Whole(int bits, boolean signed) ->
          signed ? signed(bits, type.sqlName()) : unsigned(bits, type.sqlName());
      case SqlType.Exact(int precision, int _) -> {
        BigInteger max = BigInteger.TEN.pow(precision).subtract(BigInteger.ONE);
        yield new Range(max.negate(), max, type.sqlName());
      }
      case SqlType.Date _, SqlType.Months _ -> signed(32, type.sqlName());
      default -> signed(64, type.sqlName());
    };
  }

  private static Range signed(int bits, String typeName) {
    BigInteger end = BigInteger.ONE.shiftLeft(bits - 1);
    return new Range(end.negate(), end.subtract(BigInteger.ONE), typeName);
  }

  private static Range unsigned(int bits, String typeName) {
    BigInteger end = BigInteger.ONE.shiftLeft(bits);
    return new Range(BigInteger.ZERO, end.subtract(BigInteger.ONE), typeName);
  }

  /// Whether this has numbers beyond a signed long: only UBIGINT and long decimals do.
  boolean exceedsLong() {
    return max.bitLength() > 63;
  }

  boolean contains(BigInteger value) {
    return value.compareTo(min) >= 0 && value.compareTo(max) <= 0;
  }

  boolean contains(long value) {
    return exceedsLong()
        ? contains(BigInteger.valueOf(value))
        : value >= min.longValue() && value <= max.longValue();
  }

  /// Whether all of the first `count` values are inside. Only if it does not exceed a long.
  boolean containsAll(long[] values, int count) {
    long least = min.longValue();
    long most = max.longValue();
    if (least == Long.MIN_VALUE && most == Long.MAX_VALUE) {
      return true;
    }
    // A difference may wrap, but then the other one or itself is negative all the same.
    long outside = 0;
    for (int i = 0; i < count; i++) {
      outside |= (values[i] - least) | (most - values[i]);
    }
    return outside >= 0;
  }

  WadiException overflow(String what) {
    return new WadiException(
        ErrorCode.NUMERIC_OVERFLOW,
        what + " does not fit in " + typeName + ", " + "whose range is " + min + " to " + max);
  }
}
