package dev.wadi.server.shell;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The editor that the user is used to.
final class Editor {
  // A shell takes the words of the variable apart, as other programs have it.
  private static final String COMMAND = "exec ${VISUAL:-${EDITOR:-vi}} \"$1\"";

  private Editor() {}

  /// Has a text edited.
  ///
  /// @throws WadiException if the editor fails: then nothing is to be done with the text
  static String edit(String text) {
    try {
      // Readable by nobody else.
      Path file = Files.createTempFile("wadi-", ".sql");
      try {
        Files.writeString(file, text);
        int status =
            new ProcessBuilder("sh", "-c", COMMAND, "sh", file.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
          throw new WadiException(
                  ErrorCode.INVALID_ARGUMENT, "the editor ended with status " + status)
              .withHint("$VISUAL or $EDITOR names it");
        }
        return Files.readString(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new WadiException(
          ErrorCode.FILE_UNWRITABLE, "cannot edit: %s".formatted(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WadiException(ErrorCode.INVALID_ARGUMENT, "interrupted", e);
    }
  }
}
