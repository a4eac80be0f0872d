package dev.wadi.engine.aggregate;

/// A number with twice a double's precision: the unevaluated sum of two doubles of which the low
/// one is less than half a unit of the high one's last place (Dekker 1971, Knuth's TwoSum). One
/// that is not finite has a low part of 0.
record Precise(double high, double low) {
  static final Precise ZERO = new Precise(0, 0);

  static Precise of(double value) {
    return new Precise(value, 0);
  }

  /// Exactly the difference of two doubles.
  static Precise difference(double a, double b) {
    return of(a).plus(of(-b));
  }

  Precise plus(Precise other) {
    double sum = high + other.high;
    if (!Double.isFinite(sum)) {
      return of(sum);
    }
    double lowSum = low + other.low;
    double carried = error(high, other.high, sum) + lowSum;
    double middle = sum + carried;
    return normal(middle, carried - (middle - sum) + error(low, other.low, lowSum));
  }

  // What the rounded sum lacks of the exact one.
  private static double error(double a, double b, double sum) {
    double part = sum - a;
    return a - (sum - part) + (b - part);
  }

  private static Precise normal(double large, double small) {
    double sum = large + small;
    return new Precise(sum, small - (sum - large));
  }

  Precise times(Precise other) {
    double product = high * other.high;
    if (!Double.isFinite(product)) {
      return of(product);
    }
    double error = Math.fma(high, other.high, -product);
    return normal(product, error + (high * other.low + low * other.high));
  }

  Precise times(double factor) {
    return times(of(factor));
  }

  Precise minus(Precise other) {
    return plus(other.times(-1));
  }

  boolean isZero() {
    return high == 0;
  }
}
