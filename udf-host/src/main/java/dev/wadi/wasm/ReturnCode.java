package dev.wadi.wasm;

import dev.wadi.sdk.error.ErrorCode;

/// What a guest's function returns.
final class ReturnCode {
  static final int OK = 0;
  static final int ERROR = 1;

  /// There is more.
  static final int AGAIN = 2;

  /// There will never be more.
  static final int END = 3;

  static final int REJECTED = 4;

  private ReturnCode() {}

  static GuestFailure unknown(int code) {
    return new GuestFailure(ErrorCode.PLUGIN_BAD_RESULT, "it returned the unknown code " + code);
  }
}
