package dev.wadi.guest.math;

/// What is left of an angle when right angles are taken away: at most half of one, as the sum of
/// two doubles.
final class Angle {
  private static final double HALF = 0x1.921fb54442d18p-1;
  private static final double QUARTERS_PER_RADIAN = 0x1.45f306dc9c883p-1;
  private static final double MANY = 0x1p20;

  // A right angle, in parts so short that twenty bits times one are exact, and the rest.
  private static final double RIGHT_1 = 0x1.921fb54400000p+0;
  private static final double RIGHT_2 = 0x1.0b4611a600000p-34;
  private static final double RIGHT_3 = 0x1.3198a2e000000p-69;
  private static final double RIGHT_4 = 0x1.b839a252049c1p-104;
  private static final double RIGHT = 0x1.921fb54442d18p+0;
  private static final double RIGHT_REST = 0x1.1a62633145c07p-54;

  // The bits of 2 / π behind the point, and 64 zeros before them.
  private static final int LEADING_ZEROS = 64;
  private static final int[] BITS = {
    0x00000000, 0x00000000, 0xa2f9836e, 0x4e441529, 0xfc2757d1, 0xf534ddc0, 0xdb629599, 0x3c439041,
    0xfe5163ab, 0xdebbc561, 0xb7246e3a, 0x424dd2e0, 0x06492eea, 0x09d1921c, 0xfe1deb1c, 0xb129a73e,
    0xe88235f5, 0x2ebb4484, 0xe99c7026, 0xb45f7e41, 0x3991d639, 0x835339f4, 0x9c845f8b, 0xbdf9283b,
    0x1ff897ff, 0xde05980f, 0xef2f118b, 0x5a0a6d1f, 0x6d367ecf, 0x27cb09b7, 0x4f463f66, 0x9e5fea2d,
    0x7527bac7, 0xebe5f17b, 0x3d0739f7, 0x8a5292ea, 0x6bfb5fb1, 0x1f8d5d08, 0x56033046, 0xfc7b6bab
  };
  private static final int WORDS = 6;

  /// The angle, of the last reduction; a plugin has one thread.
  static double angle;

  static double rest;

  private Angle() {}

  /// @return how many right angles were taken away, modulo 4
  static int reduce(double x) {
    if (Math.abs(x) <= HALF) {
      angle = x;
      rest = 0;
      return 0;
    }
    return Math.abs(x) < MANY ? reduceFew(x) : reduceMany(x);
  }

  private static int reduceFew(double x) {
    double count = Math.rint(x * QUARTERS_PER_RADIAN);
    double left = Exact.sum(x - count * RIGHT_1, -count * RIGHT_2);
    double lost = Exact.rest;
    left = Exact.sum(left, -count * RIGHT_3);
    set(left, Exact.rest + lost - count * RIGHT_4);
    return (int) count & 3;
  }

  private static void set(double high, double low) {
    angle = high + low;
    rest = low - (angle - high);
  }

  // A mantissa times those bits of 2 / π that decide about the angle: what is before them only adds
  // whole turns.
  private static int reduceMany(double x) {
    long number = Double.doubleToLongBits(Math.abs(x));
    int exponent = (int) (number >>> 52) - 1_075;
    long mantissa = number & 0xF_FFFF_FFFF_FFFFL | 1L << 52;
    int[] product = times(mantissa, LEADING_ZEROS + exponent - 2);
    int quarters = product[WORDS - 1] >>> 30;
    // The fraction of a right angle, without the two bits before it.
    product[WORDS - 1] &= 0x3FFF_FFFF;
    boolean more = (product[WORDS - 1] & 0x2000_0000) != 0;
    if (more) {
      negate(product);
    }
    double part = Exact.sum(word(product, 5) * 0x1p-30, word(product, 4) * 0x1p-62);
    double lost = Exact.rest + word(product, 3) * 0x1p-94 + word(product, 2) * 0x1p-126;
    double left = Exact.product(part, RIGHT);
    set(left, Exact.rest + part * RIGHT_REST + lost * RIGHT);
    boolean negative = more != x < 0;
    angle = negative ? -angle : angle;
    rest = negative ? -rest : rest;
    int count = quarters + (more ? 1 : 0);
    return (x < 0 ? -count : count) & 3;
  }

  // Modulo 2^192; the first word is the lowest.
  private static int[] times(long mantissa, int firstBit) {
    int[] product = new int[WORDS];
    long low = mantissa & 0xFFFF_FFFFL;
    long high = mantissa >>> 32;
    long carry = 0;
    long before = 0;
    for (int i = 0; i < WORDS; i++) {
      long word = bits(firstBit + 32 * (WORDS - 1 - i));
      long first = word * low;
      long second = before * high;
      carry += (first & 0xFFFF_FFFFL) + (second & 0xFFFF_FFFFL);
      product[i] = (int) carry;
      carry = (carry >>> 32) + (first >>> 32) + (second >>> 32);
      before = word;
    }
    return product;
  }

  private static long bits(int first) {
    long two =
        (long) BITS[first >> 5] << 32
            | (first >> 5 < BITS.length - 1 ? BITS[(first >> 5) + 1] & 0xFFFF_FFFFL : 0);
    return two << (first & 31) >>> 32;
  }

  // One minus the fraction.
  private static void negate(int[] number) {
    long carry = 1;
    for (int i = 0; i < WORDS; i++) {
      carry += ~number[i] & 0xFFFF_FFFFL;
      number[i] = (int) carry;
      carry >>>= 32;
    }
    number[WORDS - 1] &= 0x3FFF_FFFF;
  }

  private static double word(int[] number, int i) {
    return number[i] & 0xFFFF_FFFFL;
  }
}
