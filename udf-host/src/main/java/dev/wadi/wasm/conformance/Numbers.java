package dev.wadi.wasm.conformance;

import java.util.random.RandomGenerator;

/// Floating-point numbers to try.
final class Numbers {
  private static final double[] EXTREMES = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    0.0,
    -0.0,
    0x1p63,
    -0x1p63
  };
  private static final float[] SINGLE_EXTREMES = {
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.MIN_VALUE,
    0f,
    -0f
  };

  private Numbers() {}

  static double ordinary(RandomGenerator random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(-10, 11);
      case 1 -> random.nextDouble();
      case 2 -> random.nextDouble(-90, 90);
      default -> random.nextDouble(-1e6, 1e6);
    };
  }

  static double extreme(RandomGenerator random) {
    return EXTREMES[random.nextInt(EXTREMES.length)];
  }

  static Object extremeSingle(RandomGenerator random) {
    return SINGLE_EXTREMES[random.nextInt(SINGLE_EXTREMES.length)];
  }
}
