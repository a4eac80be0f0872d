package dev.wadi.engine.function;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;

/// How long an array may be that a function makes of numbers: a wrong number must not take all
/// memory.
final class ArraySizes {
  static final int ITEMS_MAX = 1_000_000;

  private ArraySizes() {}

  /// @throws WadiException if it is negative or too long
  static int check(long size) {
    if (size < 0 || size > ITEMS_MAX) {
      throw new WadiException(
              ErrorCode.INVALID_ARGUMENT, "an array cannot be made of %d items".formatted(size))
          .withHint("there may be 0 to %d".formatted(ITEMS_MAX));
    }
    return (int) size;
  }
}
