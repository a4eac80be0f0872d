package dev.wadi.engine.function;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.HexFormat;

/// Functions of whole numbers.
final class IntegerFunctions {
  private static final int FACTORIAL_MAX = 20;

  private IntegerFunctions() {}

  @BuiltIn(
      names = "factorial",
      description = "The product of all numbers from 1 to this one, which is at most 20.",
      example = "factorial(5)",
      result = "120")
  static long factorial(long number) {
    if (number < 0) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT, "there is no factorial of %d".formatted(number));
    }
    if (number > FACTORIAL_MAX) {
      throw new WadiException(
          ErrorCode.NUMERIC_OVERFLOW,
          "the factorial of %d does not fit in BIGINT".formatted(number));
    }
    long product = 1;
    for (long i = 2; i <= number; i++) {
      product *= i;
    }
    return product;
  }

  @BuiltIn(
      names = "gcd",
      description = "The greatest common divisor, which is never negative.",
      example = "gcd(48, 18)",
      result = "6")
  static long gcd(long one, long other) {
    long a = one;
    long b = other;
    while (b != 0) {
      long rest = a % b;
      a = b;
      b = rest;
    }
    return Math.absExact(a);
  }

  @BuiltIn(
      names = "lcm",
      description = "The least common multiple, 0 if one of the numbers is 0.",
      example = "lcm(4, 6)",
      result = "12")
  static long lcm(long one, long other) {
    return one == 0 || other == 0
        ? 0
        : Math.multiplyExact(Math.absExact(one) / gcd(one, other), Math.absExact(other));
  }

  @BuiltIn(
      names = "to_hex",
      description = "A whole number in hexadecimal (64 bits if it is negative), or bytes.",
      example = "to_hex(255)",
      result = "ff")
  static String toHex(long number) {
    return Long.toHexString(number);
  }

  @BuiltIn(names = "to_hex", example = "to_hex(CAST('Wadi' AS BYTEA))", result = "57616469")
  static String toHex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
