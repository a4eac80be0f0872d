package dev.wadi.guest.math;

/// Sines and their kin, by series.
public final class Trigonometry {
  private static final double TINY = 0x1p-27;
  private static final double RIGHT = 0x1.921fb54442d18p+0;
  private static final double RIGHT_REST = 0x1.1a62633145c07p-54;

  // Where the series is used as it is; beyond, it begins at one of these eighths.
  private static final double NEAR_ZERO = 0.25;
  private static final double[] ATAN_OF_EIGHTHS = {
    0,
    0,
    0x1.f5b75f92c80ddp-3,
    0x1.6f61941e4def1p-2,
    0x1.dac670561bb4fp-2,
    0x1.1e00babdefeb4p-1,
    0x1.4978fa3269ee1p-1,
    0x1.700a7c5784634p-1,
    0x1.921fb54442d18p-1
  };
  private static final double[] ATAN_RESTS = {
    0,
    0,
    0x1.8ab6e3cf7afbdp-57,
    -0x1.c63aae6f6e918p-56,
    0x1.a2b7f222f65e2p-56,
    -0x1.928df287a668fp-58,
    0x1.2419a87f2a458p-56,
    -0x1.8c34d25aadef6p-56,
    0x1.1a62633145c07p-55
  };

  private Trigonometry() {}

  public static double sin(double x) {
    if (Math.abs(x) < TINY || Double.isNaN(x)) {
      return x;
    }
    return Double.isInfinite(x) ? Double.NaN : ofQuarter(Angle.reduce(x));
  }

  public static double cos(double x) {
    return Double.isNaN(x) || Double.isInfinite(x) ? Double.NaN : ofQuarter(Angle.reduce(x) + 1);
  }

  public static double tan(double x) {
    if (Math.abs(x) < TINY || Double.isNaN(x)) {
      return x;
    }
    if (Double.isInfinite(x)) {
      return Double.NaN;
    }
    int quarters = Angle.reduce(x);
    return ofQuarter(quarters) / ofQuarter(quarters + 1);
  }

  private static double ofQuarter(int quarters) {
    double value = (quarters & 1) == 0 ? sinOfRest() : cosOfRest();
    return (quarters & 2) == 0 ? value : -value;
  }

  private static double sinOfRest() {
    double x = Angle.angle;
    double square = x * x;
    double sum = 0;
    for (int n = 21; n > 3; n -= 2) {
      sum = (sum + 1) * -square / (n * (n - 1));
    }
    double beyond = x * square * (-1.0 / 6) * (1 + sum);
    return x + (beyond + Angle.rest * (1 - square / 2));
  }

  private static double cosOfRest() {
    double x = Angle.angle;
    double square = x * x;
    double sum = 0;
    for (int n = 22; n > 4; n -= 2) {
      sum = (sum + 1) * -square / (n * (n - 1));
    }
    double half = square / 2;
    double most = 1 - half;
    double beyond = square * square / 24 * (1 + sum) - x * Angle.rest;
    return most + (((1 - most) - half) + beyond);
  }

  public static double atan(double x) {
    double size = Math.abs(x);
    if (size < TINY || Double.isNaN(x)) {
      return x;
    }
    double value = size <= 1 ? atanUpToOne(size, 0, 1) : atanUpToOne(1 / size, RIGHT, -1);
    return x < 0 ? -value : value;
  }

  // An angle, plus or minus the one with a tangent of at most 1.
  private static double atanUpToOne(double x, double angle, int sign) {
    int eighth = x < NEAR_ZERO ? 0 : (int) Math.rint(8 * x);
    double from = eighth / 8.0;
    double t = (x - from) / (1 + x * from);
    double square = t * t;
    double sum = 0;
    for (int n = eighth == 0 ? 31 : 17; n > 1; n -= 2) {
      sum = 1.0 / n - square * sum;
    }
    double small = ATAN_RESTS[eighth] + (t - t * square * sum);
    if (angle == 0) {
      return sign * (ATAN_OF_EIGHTHS[eighth] + small);
    }
    double most = Exact.sum(angle, sign * ATAN_OF_EIGHTHS[eighth]);
    return most + (Exact.rest + (RIGHT_REST + sign * small));
  }

  public static double atan2(double y, double x) {
    if (Double.isNaN(x) || Double.isNaN(y)) {
      return Double.NaN;
    }
    boolean left = x < 0 || x == 0 && 1 / x < 0;
    double ySize = Math.abs(y);
    double xSize = Math.abs(x);
    double value;
    if (ySize == 0) {
      value = left ? 2 * RIGHT : 0;
    } else if (xSize == 0 || ySize == Double.POSITIVE_INFINITY && ySize != xSize) {
      value = RIGHT;
    } else {
      double tangent = ySize == xSize ? 1 : ySize / xSize;
      value = left ? 2 * RIGHT - (atan(tangent) - 2 * RIGHT_REST) : atan(tangent);
    }
    // TeaVM has no minus zero for a minus before a zero.
    return y < 0 || y == 0 && 1 / y < 0 ? value * -1 : value;
  }

  public static double asin(double x) {
    if (Math.abs(x) > 1) {
      return Double.NaN;
    }
    return Math.abs(x) < TINY ? x : atan2(x, Math.sqrt((1 - x) * (1 + x)));
  }

  public static double acos(double x) {
    return Math.abs(x) > 1 ? Double.NaN : 2 * atan2(Math.sqrt(1 - x), Math.sqrt(1 + x));
  }
}
