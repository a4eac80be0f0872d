package dev.wadi.engine.evaluation;

import java.math.BigInteger;
import java.util.Arrays;

/// Decimals of 19 to 38 digits: unscaled 128-bit numbers in two's complement.
final class Wides extends Values {
  private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);

  long[] low = {};
  long[] high = {};

  @Override
  void reserve(int rowCount) {
    if (low.length < rowCount) {
      low = Arrays.copyOf(low, rowCount);
      high = Arrays.copyOf(high, rowCount);
    }
  }

  /// Whether value i fits in its low word alone.
  boolean fitsLong(int i) {
    return high[i] == low[i] >> 63;
  }

  BigInteger get(int i) {
    if (fitsLong(i)) {
      return BigInteger.valueOf(low[i]);
    }
    BigInteger unsignedLow = BigInteger.valueOf(low[i]);
    if (low[i] < 0) {
      unsignedLow = unsignedLow.add(TWO_64);
    }
    return BigInteger.valueOf(high[i]).shiftLeft(64).add(unsignedLow);
  }

  /// @param value of at most 127 bits and a sign
  void set(int i, BigInteger value) {
    low[i] = value.longValue();
    high[i] = value.shiftRight(64).longValue();
  }

  void set(int i, long value) {
    low[i] = value;
    high[i] = value >> 63;
  }

  @Override
  void putValues(Positions positions, Values source) {
    Wides from = (Wides) source;
    for (int i = 0; i < positions.count(); i++) {
      low[positions.indexes()[i]] = from.low[i];
      high[positions.indexes()[i]] = from.high[i];
    }
  }

  @Override
  void repeatFirstValue(int rowCount) {
    Arrays.fill(low, 0, rowCount, low[0]);
    Arrays.fill(high, 0, rowCount, high[0]);
  }
}
