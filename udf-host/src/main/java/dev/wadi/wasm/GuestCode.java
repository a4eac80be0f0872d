package dev.wadi.wasm;

import dev.wadi.sdk.error.ErrorCode;

/// What a guest's function returns.
final class GuestCode {
  static final int OK = 0;
  static final int ERROR = 1;

  /// There is more.
  static final int AGAIN = 2;

  /// Done, but not for all rows.
  static final int REJECTED = 4;

  private GuestCode() {}

  static GuestFailure unknown(int code) {
    return new GuestFailure(ErrorCode.PLUGIN_BAD_RESULT, "it returned the unknown code " + code);
  }
}
