package dev.wadi.server.terminal;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.BufferedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Standard output for many rows.
public final class StandardOutput {
  private static final int BUFFER_BYTES = 1 << 16;

  private StandardOutput() {}

  /// A stream of its own, since System.out flushes at each line.
  public static PrintStream buffered() {
    return new PrintStream(
        new BufferedOutputStream(System.out, BUFFER_BYTES), false, StandardCharsets.UTF_8);
  }

  /// @throws WadiException if whoever was reading has gone
  public static void flush(PrintStream out) {
    // A print stream keeps its errors to itself, and so does the one below it.
    if (out.checkError() || System.out.checkError()) {
      throw new WadiException(ErrorCode.FILE_UNWRITABLE, "standard output was closed");
    }
  }
}
