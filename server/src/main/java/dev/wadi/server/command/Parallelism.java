package dev.wadi.server.command;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;

/// The option that several commands share.
final class Parallelism {
  private static final int MAX = 64;

  private Parallelism() {}

  /// One subtask per processor if the option is absent.
  ///
  /// @throws WadiException if it is out of range
  static int orProcessors(Integer parallelism) {
    if (parallelism == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    if (parallelism < 1 || parallelism > MAX) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT,
          "--parallelism is %d, expected 1 to %d".formatted(parallelism, MAX));
    }
    return parallelism;
  }
}
