package dev.wadi.wasm;

import dev.wadi.sdk.error.ErrorCode;
import java.io.Serializable;

/// The guest did something that ends its instance. Caught where plugin and function are known and
/// turned into a {@link dev.wadi.sdk.error.WadiException} that names them. Guest code cannot catch
/// it.
///
/// The message is put together when it is read, not when this is thrown. Guests fail where the
/// stack is exhausted, and a class of the JDK whose initialisation fails there, such as those that
/// format numbers, is lost to the whole process. For that reason this has no static state either.
final class GuestFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final Serializable[] arguments;

  private GuestFailure(ErrorCode code, String format, Throwable cause, Serializable... arguments) {
    // Without a stack trace: the stack may be exhausted, and it says nothing about the guest.
    super(format, cause, false, false);
    this.code = code;
    this.arguments = arguments;
  }

  GuestFailure(ErrorCode code, String reason, Throwable cause) {
    this(code, reason, cause, new Serializable[0]);
  }

  GuestFailure(ErrorCode code, String reason) {
    this(code, reason, null, new Serializable[0]);
  }

  GuestFailure(ErrorCode code, String format, Serializable... arguments) {
    this(code, format, null, arguments);
  }

  @Override
  public String getMessage() {
    return arguments.length == 0
        ? super.getMessage()
        : super.getMessage().formatted((Object[]) arguments);
  }

  ErrorCode code() {
    return code;
  }
}
