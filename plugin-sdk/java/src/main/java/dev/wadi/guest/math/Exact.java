package dev.wadi.guest.math;

/// Sums and products of which nothing is lost: what the result has no room for is the rest.
final class Exact {
  // 2^27 + 1: halves the digits of a double.
  private static final double SPLITTER = 0x1.0000002p27;

  /// Of the last operation; a plugin has one thread.
  static double rest;

  private Exact() {}

  static double sum(double a, double b) {
    double sum = a + b;
    double ofB = sum - a;
    rest = (a - (sum - ofB)) + (b - ofB);
    return sum;
  }

  /// Of numbers below 2^990.
  static double product(double a, double b) {
    double product = a * b;
    double aHigh = high(a);
    double aLow = a - aHigh;
    double bHigh = high(b);
    double bLow = b - bHigh;
    rest = ((aHigh * bHigh - product) + aHigh * bLow + aLow * bHigh) + aLow * bLow;
    return product;
  }

  private static double high(double a) {
    double split = SPLITTER * a;
    return split - (split - a);
  }
}
