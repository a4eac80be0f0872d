package dev.wadi.engine.function;

import dev.wadi.sdk.function.FunctionSignature.Volatility;
import java.util.concurrent.ThreadLocalRandom;

/// Powers, roots, logarithms and other functions of real numbers.
final class RealFunctions {
  private RealFunctions() {}

  @BuiltIn(
      names = "sqrt",
      description = "The square root; NaN of a negative number.",
      example = "sqrt(16)",
      result = "4.0")
  static double sqrt(double number) {
    return Math.sqrt(number);
  }

  @BuiltIn(names = "cbrt", description = "The cube root.", example = "cbrt(27)", result = "3.0")
  static double cbrt(double number) {
    return Math.cbrt(number);
  }

  @BuiltIn(
      names = "exp",
      description = "e to the power of a number.",
      example = "exp(0)",
      result = "1.0")
  static double exp(double number) {
    return Math.exp(number);
  }

  @BuiltIn(
      names = "ln",
      description = "The natural logarithm; NaN of a negative number, -Infinity of 0.",
      example = "ln(1)",
      result = "0.0")
  static double ln(double number) {
    return Math.log(number);
  }

  @BuiltIn(
      names = "log2",
      description = "The logarithm to the base 2.",
      example = "log2(8)",
      result = "3.0")
  static double log2(double number) {
    return exactLog2(number);
  }

  @BuiltIn(
      names = "log10",
      description = "The logarithm to the base 10.",
      example = "log10(1000)",
      result = "3.0")
  static double log10(double number) {
    return Math.log10(number);
  }

  @BuiltIn(
      names = "signum",
      description = "The sign of a number: -1, 0 or 1.",
      example = "signum(-2.5)",
      result = "-1.0")
  static double signum(double number) {
    return Math.signum(number);
  }

  @BuiltIn(
      names = "degrees",
      description = "An angle in radians as degrees.",
      example = "degrees(pi())",
      result = "180.0")
  static double degrees(double number) {
    return Math.toDegrees(number);
  }

  @BuiltIn(
      names = "radians",
      description = "An angle in degrees as radians.",
      example = "radians(180)",
      result = "3.141592653589793")
  static double radians(double number) {
    return Math.toRadians(number);
  }

  @BuiltIn(
      names = "log",
      description = "The logarithm to the base 10, or to the base that is given first.",
      example = "log(100)",
      result = "2.0")
  static double log(double number) {
    return Math.log10(number);
  }

  @BuiltIn(names = "log", example = "log(2, 8)", result = "3.0")
  static double log(double base, double number) {
    return base == 2
        ? log2(number)
        : base == 10 ? Math.log10(number) : Math.log(number) / Math.log(base);
  }

  @BuiltIn(
      names = {"power", "pow"},
      description = "A number to the power of another one.",
      example = "power(2, 10)",
      result = "1024.0")
  static double power(double base, double exponent) {
    return Math.pow(base, exponent);
  }

  @BuiltIn(
      names = "pi",
      description = "The number pi.",
      example = "pi()",
      result = "3.141592653589793")
  static double pi() {
    return Math.PI;
  }

  @BuiltIn(
      names = "isnan",
      description = "Whether a number is NaN.",
      example = "isnan(sqrt(-1))",
      result = "true")
  static boolean isNan(double number) {
    return Double.isNaN(number);
  }

  @BuiltIn(
      names = "iszero",
      description = "Whether a number is 0 or -0.",
      example = "iszero(0.0)",
      result = "true")
  static boolean isZero(double number) {
    return number == 0;
  }

  @BuiltIn(
      names = "nanvl",
      description = "A number, or the second one if the first is NaN.",
      example = "nanvl(sqrt(-1), 0)",
      result = "0.0")
  static double nanvl(double number, double otherwise) {
    return Double.isNaN(number) ? otherwise : number;
  }

  @BuiltIn(
      names = "random",
      description = "A random number from 0 to less than 1, another one for each row.",
      example = "random() < 1",
      result = "true",
      volatility = Volatility.VOLATILE)
  static double random() {
    return ThreadLocalRandom.current().nextDouble();
  }

  // A quotient of logarithms is off by a little even for powers of two.
  private static double exactLog2(double number) {
    int exponent = Math.getExponent(number);
    boolean powerOfTwo = number > 0 && number == Math.scalb(1.0, exponent);
    return powerOfTwo ? exponent : Math.log(number) / Math.log(2);
  }
}
