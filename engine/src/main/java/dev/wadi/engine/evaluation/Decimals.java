package dev.wadi.engine.evaluation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/// Decimals of one precision and scale in 128 bits: widening, rescaling, range.
final class Decimals {
  private static final long[] POWERS = new long[19];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = 10 * POWERS[i - 1];
    }
  }

  private Decimals() {}

  /// 10 to the power of 0 to 18.
  static long power(int exponent) {
    return POWERS[exponent];
  }

  static int scaleOf(SqlType type) {
    return type instanceof SqlType.Exact exact ? exact.scale() : 0;
  }

  /// How many digits before and behind the point the type needs.
  static int precisionOf(SqlType type) {
    return switch (type) {
      case SqlType.Exact exact -> exact.precision();
      case SqlType.Whole(int bits, boolean _) ->
          switch (bits) {
            case 8 -> 3;
            case 16 -> 5;
            case 32 -> 10;
            default -> 20;
          };
      default -> throw new IllegalArgumentException("not an exact number: " + type.sqlName());
    };
  }

  /// Exact numbers in 128 bits, with the scale they have.
  static Node<Wides> widen(Node<?> node, SqlType type) {
    if (type instanceof SqlType.Exact exact && !exact.isShort()) {
      return Compilation.as(node);
    }
    boolean unsigned = type instanceof SqlType.Whole whole && whole.isUnsigned64();
    return Unary.of(
        Compilation.<Longs>as(node),
        new Wides(),
        (values, result) -> {
          for (int i = 0; i < result.count(); i++) {
            result.low[i] = values.values[i];
            result.high[i] = unsigned ? 0 : values.values[i] >> 63;
          }
        });
  }

  /// Rounds half up from one scale to another; a result that does not fit is an overflow, or null
  /// if `safe`.
  static Node<Wides> rescale(Node<Wides> node, int from, SqlType.Exact to, boolean safe) {
    int up = to.scale() - from;
    Range range = Range.of(to);
    Bound bound = Bound.of(range);
    long factor = up >= 0 && up <= 18 ? power(up) : 0;
    return Unary.of(
        node,
        new Wides(),
        (values, result) -> {
          for (int i = 0; i < result.count(); i++) {
            if (factor != 0 && values.fitsLong(i)) {
              result.low[i] = values.low[i] * factor;
              result.high[i] = Math.multiplyHigh(values.low[i], factor);
              if (bound.contains(result.high[i], result.low[i])) {
                continue;
              }
            }
            if (!result.isNull(i)) {
              rescaleExactly(values.get(i), up, result, i, range, safe, from);
            }
          }
        });
  }

  private static void rescaleExactly(
      BigInteger value, int up, Wides result, int i, Range range, boolean safe, int from) {
    BigInteger rescaled =
        new BigDecimal(value, 0)
            .scaleByPowerOfTen(up)
            .setScale(0, RoundingMode.HALF_UP)
            .unscaledValue();
    if (range.contains(rescaled)) {
      result.set(i, rescaled);
    } else if (safe) {
      result.setNull(i);
      result.set(i, 0);
    } else {
      throw range.overflow(new BigDecimal(value, from).toPlainString());
    }
  }

  /// Decimals of up to 18 digits, out of 128 bits.
  static Node<Longs> narrow(Node<Wides> node) {
    return Unary.of(
        node,
        new Longs(),
        (values, result) -> System.arraycopy(values.low, 0, result.values, 0, result.count()));
  }

  /// As the type's values are represented.
  static Node<?> represent(Node<Wides> node, SqlType.Exact type) {
    return type.isShort() ? narrow(node) : node;
  }

  /// The largest unscaled number of a decimal type, as words.
  record Bound(long high, long low) {
    static Bound of(Range range) {
      return new Bound(range.max().shiftRight(64).longValue(), range.max().longValue());
    }

    /// Whether a value is at most this far from zero.
    boolean contains(long valueHigh, long valueLow) {
      long sign = valueHigh >> 63;
      // For a negative number these are the words of one less than its magnitude.
      long magnitudeHigh = valueHigh ^ sign;
      long magnitudeLow = valueLow ^ sign;
      return magnitudeHigh < high
          || magnitudeHigh == high && Long.compareUnsigned(magnitudeLow, low + sign) <= 0;
    }
  }
}
