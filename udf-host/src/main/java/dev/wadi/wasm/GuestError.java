package dev.wadi.wasm;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.vector.FieldVector;

/// What a guest says went wrong, through `wadi_error`.
///
/// @param row the row of the batch, or -1
record GuestError(int row, String message) {
  private static final int MESSAGE_BYTES_MAX = 2_048;
  static final GuestError UNKNOWN = new GuestError(-1, "it gave no reason");

  /// As the error of a call.
  ///
  /// @param name of the function, with its plugin
  /// @param arguments as the guest had them
  WadiException failure(
      String name, FunctionSignature function, List<FieldVector> arguments, int rowCount) {
    return row >= 0 && row < rowCount
        ? new Rejection(row, message).failure(function, arguments)
        : new WadiException(ErrorCode.FUNCTION_ERROR, "%s failed: %s".formatted(name, message));
  }

  /// Reads the struct at an address: code, row, message, length; 4 bytes each.
  static GuestError read(LinearMemory memory, int address) {
    if (address == 0) {
      return UNKNOWN;
    }
    long at = Integer.toUnsignedLong(address);
    int row = memory.loadInt(at + 4);
    int text = memory.loadInt(at + 8);
    long length = Integer.toUnsignedLong(memory.loadInt(at + 12));
    byte[] bytes = memory.readBytes(text, (int) Math.min(length, MESSAGE_BYTES_MAX));
    // Malformed text is replaced: a wrong message is better than none.
    String message = GuestText.printable(new String(bytes, StandardCharsets.UTF_8).strip());
    return message.isEmpty() ? new GuestError(row, UNKNOWN.message) : new GuestError(row, message);
  }
}
