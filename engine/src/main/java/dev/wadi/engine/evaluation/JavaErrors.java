package dev.wadi.engine.evaluation;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.Locale;

/// What a function in Java throws, as an error of the data that it was called with.
final class JavaErrors {
  private JavaErrors() {}

  static WadiException translate(RuntimeException e) {
    return e instanceof WadiException ours ? ours : new WadiException(code(e), message(e), e);
  }

  private static ErrorCode code(RuntimeException e) {
    String message = message(e).toLowerCase(Locale.ROOT);
    boolean byZero = message.contains("by zero") || message.contains("division undefined");
    return switch (e) {
      case ArithmeticException _ when byZero -> ErrorCode.DIVISION_BY_ZERO;
      case ArithmeticException _ -> ErrorCode.NUMERIC_OVERFLOW;
      case NumberFormatException _ -> ErrorCode.INVALID_CAST;
      default ->
          byZero
              ? ErrorCode.DIVISION_BY_ZERO
              : message.contains("out of range") || message.contains("overflow")
                  ? ErrorCode.NUMERIC_OVERFLOW
                  : message.contains("cast") || message.contains("invalid")
                      ? ErrorCode.INVALID_CAST
                      : ErrorCode.FUNCTION_ERROR;
    };
  }

  private static String message(RuntimeException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
