package dev.wadi.guest.math;

/// To the nearest whole number; halves go up.
public final class Rounding {
  private Rounding() {}

  public static long round(double x) {
    return (long) nearest(x);
  }

  public static int round(float x) {
    return (int) nearest(x);
  }

  private static double nearest(double x) {
    double below = Math.floor(x);
    return x - below >= 0.5 ? below + 1 : below;
  }
}
