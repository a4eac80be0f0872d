package dev.wadi.wasm;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;

/// Why a module is not taken.
final class Refusal {
  private Refusal() {}

  static WadiException invalid(String message) {
    return new WadiException(ErrorCode.PLUGIN_INVALID, message);
  }

  static WadiException malformed(String reason) {
    return invalid("the WebAssembly module is malformed: " + reason);
  }

  static WadiException unsupported(String feature) {
    return invalid("the module uses %s, which plugins may not".formatted(feature))
        .withHint("compile it without that feature");
  }

  static WadiException mismatch(String message) {
    return new WadiException(ErrorCode.PLUGIN_ABI_MISMATCH, message);
  }

  static WadiException tooLarge(String what, long found, long allowed) {
    return new WadiException(
        ErrorCode.PLUGIN_TOO_LARGE,
        "the module has %,d %s, at most %,d are allowed".formatted(found, what, allowed));
  }

  /// Refuses more than is allowed of something.
  static void checkCount(String what, long found, long allowed) {
    if (found > allowed) {
      throw tooLarge(what, found, allowed);
    }
  }
}
