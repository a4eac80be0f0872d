package dev.wadi.wasm;

import dev.wadi.sdk.error.ErrorCode;

/// The guest did something that ends its instance. Caught where plugin and function are known and
/// turned into a {@link dev.wadi.sdk.error.WadiException} that names them. Guest code cannot catch
/// it.
final class GuestFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  GuestFailure(ErrorCode code, String reason, Throwable cause) {
    // Without a stack trace: the stack may be exhausted, and it says nothing about the guest.
    super(reason, cause, false, false);
    this.code = code;
  }

  GuestFailure(ErrorCode code, String reason) {
    this(code, reason, null);
  }

  ErrorCode code() {
    return code;
  }
}
