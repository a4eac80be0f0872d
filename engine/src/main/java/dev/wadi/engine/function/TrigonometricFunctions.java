package dev.wadi.engine.function;

/// Angles, circular and hyperbolic functions.
final class TrigonometricFunctions {
  private TrigonometricFunctions() {}

  @BuiltIn(
      names = "sin",
      description = "The sine of an angle in radians.",
      example = "sin(0)",
      result = "0.0")
  static double sin(double number) {
    return Math.sin(number);
  }

  @BuiltIn(
      names = "cos",
      description = "The cosine of an angle in radians.",
      example = "cos(0)",
      result = "1.0")
  static double cos(double number) {
    return Math.cos(number);
  }

  @BuiltIn(
      names = "tan",
      description = "The tangent of an angle in radians.",
      example = "tan(0)",
      result = "0.0")
  static double tan(double number) {
    return Math.tan(number);
  }

  @BuiltIn(
      names = "cot",
      description = "The cotangent of an angle in radians.",
      example = "round(cot(1), 6)",
      result = "0.642093")
  static double cot(double number) {
    return 1 / Math.tan(number);
  }

  @BuiltIn(
      names = "asin",
      description = "The angle in radians whose sine is the number; NaN beyond -1 and 1.",
      example = "asin(0)",
      result = "0.0")
  static double asin(double number) {
    return Math.asin(number);
  }

  @BuiltIn(
      names = "acos",
      description = "The angle in radians whose cosine is the number; NaN beyond -1 and 1.",
      example = "acos(1)",
      result = "0.0")
  static double acos(double number) {
    return Math.acos(number);
  }

  @BuiltIn(
      names = "atan",
      description = "The angle in radians whose tangent is the number.",
      example = "round(atan(1), 6)",
      result = "0.785398")
  static double atan(double number) {
    return Math.atan(number);
  }

  @BuiltIn(
      names = "sinh",
      description = "The hyperbolic sine.",
      example = "sinh(0)",
      result = "0.0")
  static double sinh(double number) {
    return Math.sinh(number);
  }

  @BuiltIn(
      names = "cosh",
      description = "The hyperbolic cosine.",
      example = "cosh(0)",
      result = "1.0")
  static double cosh(double number) {
    return Math.cosh(number);
  }

  @BuiltIn(
      names = "tanh",
      description = "The hyperbolic tangent.",
      example = "tanh(0)",
      result = "0.0")
  static double tanh(double number) {
    return Math.tanh(number);
  }

  @BuiltIn(
      names = "asinh",
      description = "The inverse of the hyperbolic sine.",
      example = "asinh(0)",
      result = "0.0")
  static double asinh(double number) {
    double size = Math.abs(number);
    double inverse = Math.log1p(size + size * size / (1 + Math.hypot(1, size)));
    boolean large = size > 1e8;
    return Math.copySign(large ? Math.log(size) + Math.log(2) : inverse, number);
  }

  @BuiltIn(
      names = "acosh",
      description = "The inverse of the hyperbolic cosine; NaN below 1.",
      example = "acosh(1)",
      result = "0.0")
  static double acosh(double number) {
    double above = number - 1;
    return number > 1e8
        ? Math.log(number) + Math.log(2)
        : Math.log1p(above + Math.sqrt(above * (above + 2)));
  }

  @BuiltIn(
      names = "atanh",
      description = "The inverse of the hyperbolic tangent; NaN beyond -1 and 1.",
      example = "atanh(0)",
      result = "0.0")
  static double atanh(double number) {
    return 0.5 * Math.log1p(2 * number / (1 - number));
  }

  @BuiltIn(
      names = "atan2",
      description = "The angle in radians of the point (x, y), given as y and x.",
      example = "round(atan2(1, 1), 6)",
      result = "0.785398")
  static double atan2(double y, double x) {
    return Math.atan2(y, x);
  }
}
