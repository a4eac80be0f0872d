package dev.wadi.guest.math;

/// Powers and logarithms. The logarithm is computed as the sum of two doubles, so that powers come
/// out right although their errors are multiplied by the exponent.
public final class Exponential {
  private static final double LN_2 = 0x1.62e42fefa3000p-1;
  private static final double LN_2_REST = 0x1.3de6af278ece6p-42;
  private static final double LOG2_E = 0x1.71547652b82fep+0;
  private static final double LOG10_E = 0x1.bcb7b1526e50ep-2;
  private static final double LOG10_E_REST = 0x1.95355baaafad3p-57;
  private static final double THIRD = 0x1.5555555555555p-2;
  private static final double THIRD_REST = 0x1.5555555555555p-56;
  private static final double ROOT_OF_2 = 0x1.6a09e667f3bcdp+0;
  // Beyond these there is nothing but infinity and zero.
  private static final double EXPONENT_MAX = 750;

  private static double logRest;

  private Exponential() {}

  public static double exp(double x) {
    return Double.isNaN(x) ? x : expOf(x, 0);
  }

  // e to the power of a sum, the second part of which is small.
  private static double expOf(double x, double rest) {
    if (x > EXPONENT_MAX) {
      return Double.POSITIVE_INFINITY;
    }
    if (x < -EXPONENT_MAX) {
      return 0;
    }
    double twos = Math.rint(x * LOG2_E);
    double high = x - twos * LN_2;
    double low = rest - twos * LN_2_REST;
    double r = high + low;
    double lost = (high - r) + low;
    double sum = 0;
    for (int n = 13; n > 2; n--) {
      sum = (sum + 1) * r / n;
    }
    double beyond = r * r / 2 * (1 + sum) + lost * (1 + r);
    return scaled(1 + (r + beyond), (int) twos);
  }

  private static double scaled(double x, int twos) {
    if (twos > 1_000) {
      return x * powerOfTwo(1_000) * powerOfTwo(twos - 1_000);
    }
    return twos < -1_000 ? x * powerOfTwo(twos + 200) * powerOfTwo(-200) : x * powerOfTwo(twos);
  }

  private static double powerOfTwo(int exponent) {
    return Double.longBitsToDouble((long) (exponent + 1_023) << 52);
  }

  public static double log(double x) {
    if (Double.isNaN(x) || x < 0) {
      return Double.NaN;
    }
    if (x == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    return x == Double.POSITIVE_INFINITY ? x : logOf(x);
  }

  public static double log10(double x) {
    double log = log(x);
    if (Double.isNaN(log) || Double.isInfinite(log)) {
      return log;
    }
    double product = Exact.product(log, LOG10_E);
    return product + (Exact.rest + log * LOG10_E_REST + logRest * LOG10_E);
  }

  // Of x = 2^twos (1 + f), with s = f / (2 + f): 2s (1 + s²/3 + s⁴/5 + ..); what is lost is in
  // logRest.
  private static double logOf(double number) {
    double x = number;
    int twos = 0;
    if (x < Double.MIN_NORMAL) {
      x *= powerOfTwo(54);
      twos = -54;
    }
    long bits = Double.doubleToLongBits(x);
    twos += (int) (bits >>> 52) - 1_023;
    double mantissa = Double.longBitsToDouble(bits & 0xF_FFFF_FFFF_FFFFL | 0x3FFL << 52);
    if (mantissa > ROOT_OF_2) {
      mantissa /= 2;
      twos++;
    }
    double f = mantissa - 1;
    double divisor = 2 + f;
    double s = f / divisor;
    double back = Exact.product(s, divisor);
    double sRest = ((f - back) - Exact.rest - s * (f - (divisor - 2))) / divisor;
    double square = Exact.product(s, s);
    double squareRest = Exact.rest + 2 * s * sRest;
    double tail = 0;
    for (int n = 25; n > 3; n -= 2) {
      tail = tail * square + 1.0 / n;
    }
    double third = Exact.product(square, THIRD);
    double thirdRest =
        Exact.rest + square * THIRD_REST + squareRest * THIRD + square * square * tail;
    double small = Exact.product(2 * s, third);
    double smallRest = Exact.rest + 2 * s * thirdRest + 2 * sRest * third;
    double log = Exact.sum(2 * s, small);
    double rest = Exact.rest + smallRest + 2 * sRest;
    log = Exact.sum(twos * LN_2, log);
    rest += Exact.rest + twos * LN_2_REST;
    double whole = log + rest;
    logRest = rest - (whole - log);
    return whole;
  }

  public static double pow(double x, double y) {
    if (y == 0 || x == 1) {
      return y == 0 || !Double.isNaN(y) && !Double.isInfinite(y) ? 1 : Double.NaN;
    }
    if (Double.isNaN(x) || Double.isNaN(y)) {
      return Double.NaN;
    }
    double size = Math.abs(x);
    if (Double.isInfinite(y)) {
      return size == 1 ? Double.NaN : size > 1 == y > 0 ? Double.POSITIVE_INFINITY : 0;
    }
    boolean whole = Math.rint(y) == y;
    boolean odd = whole && Math.abs(y) < 0x1p53 && ((long) y & 1) != 0;
    if (x < 0 && size != Double.POSITIVE_INFINITY && !whole) {
      return Double.NaN;
    }
    boolean negative = odd && (x < 0 || 1 / x < 0);
    double power = powerOf(size, y);
    // TeaVM has no minus zero for a minus before a zero.
    return negative ? power * -1 : power;
  }

  // Of a number that is not negative.
  private static double powerOf(double x, double y) {
    if (x == 1) {
      return 1;
    }
    if (x == 0 || x == Double.POSITIVE_INFINITY) {
      return x == 0 == y > 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    double log = logOf(x);
    double about = y * log;
    if (Math.abs(about) > EXPONENT_MAX) {
      return about > 0 ? Double.POSITIVE_INFINITY : 0;
    }
    double lower = y * logRest;
    double product = Exact.product(y, log);
    return expOf(product, Exact.rest + lower);
  }
}
