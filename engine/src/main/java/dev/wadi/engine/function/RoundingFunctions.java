package dev.wadi.engine.function;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Numbers with fewer digits.
final class RoundingFunctions {
  private static final int DIGITS_MAX = 400;

  private RoundingFunctions() {}

  @BuiltIn(
      names = "round",
      description =
          "A number rounded to an integer, or to as many decimal places; negative places are before"
              + " the point. Halves go away from zero. DECIMAL stays exact, other numbers become"
              + " DOUBLE.",
      example = "round(2.5e0)",
      result = "3.0")
  static double round(double number) {
    double whole = trunc(number);
    return Math.abs(number - whole) >= 0.5
        ? whole + Math.signum(number)
        : Math.copySign(whole, number);
  }

  @BuiltIn(names = "round", example = "round(125.2345e0, -1)", result = "130.0")
  static double round(double number, long places) {
    double factor = factor(places);
    double scaled = places < 0 ? number / factor : number * factor;
    if (Double.isInfinite(factor) || Double.isInfinite(scaled) || Double.isNaN(scaled)) {
      return places < 0 && Double.isFinite(number) ? 0 : number;
    }
    return places < 0 ? round(scaled) * factor : round(scaled) / factor;
  }

  private static double factor(long places) {
    return Math.pow(10, Math.min(DIGITS_MAX, Math.abs(Math.max(places, -DIGITS_MAX))));
  }

  @BuiltIn(names = "round", example = "round(2.55)", result = "3.00")
  static BigDecimal round(BigDecimal number) {
    return round(number, 0);
  }

  @BuiltIn(names = "round", example = "round(2.55, 1)", result = "2.60")
  static BigDecimal round(BigDecimal number, long places) {
    return rounded(number, places, RoundingMode.HALF_UP);
  }

  private static BigDecimal rounded(BigDecimal number, long places, RoundingMode mode) {
    return number.setScale(Math.clamp(places, -DIGITS_MAX, number.scale()), mode);
  }

  @BuiltIn(
      names = "trunc",
      description =
          "A number without its fraction, or with only so many decimal places; negative places are"
              + " before the point.",
      example = "trunc(-2.7e0)",
      result = "-2.0")
  static double trunc(double number) {
    return number < 0 ? Math.ceil(number) : Math.floor(number);
  }

  @BuiltIn(names = "trunc", example = "trunc(2.789e0, 2)", result = "2.78")
  static double trunc(double number, long places) {
    double factor = factor(places);
    double scaled = places < 0 ? number / factor : number * factor;
    if (Double.isInfinite(factor) || Double.isInfinite(scaled) || Double.isNaN(scaled)) {
      return places < 0 && Double.isFinite(number) ? 0 : number;
    }
    return places < 0 ? trunc(scaled) * factor : trunc(scaled) / factor;
  }

  @BuiltIn(names = "trunc", example = "trunc(2.78)", result = "2.00")
  static BigDecimal trunc(BigDecimal number) {
    return trunc(number, 0);
  }

  @BuiltIn(names = "trunc", example = "trunc(2.78, 1)", result = "2.70")
  static BigDecimal trunc(BigDecimal number, long places) {
    return rounded(number, places, RoundingMode.DOWN);
  }
}
