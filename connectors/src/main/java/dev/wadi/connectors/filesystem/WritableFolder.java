package dev.wadi.connectors.filesystem;

import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whether files can be made in a folder, which need not be there yet.
final class WritableFolder {
  private WritableFolder() {}

  /// What there is to say about the option `path`.
  ///
  /// @param isFile whether the path is one file, and not a folder of several
  /// @throws WadiException if nothing can be written there
  static String test(Options options, boolean isFile) {
    if (options.text("path").isEmpty()) {
      return "there is no path to try";
    }
    Path path = Path.of(Location.localPath(options)).toAbsolutePath().normalize();
    require(isFile ? path.getParent() : path);
    return "'%s' can be written".formatted(path);
  }

  private static void require(Path folder) {
    Path present = folder;
    while (present != null && !Files.exists(present)) {
      present = present.getParent();
    }
    if (present == null || !Files.isDirectory(present) || !Files.isWritable(present)) {
      throw new WadiException(
              ErrorCode.FILE_UNWRITABLE,
              "nothing can be written to '%s': '%s' is no folder that may be written"
                  .formatted(folder, present))
          .withHint("check the path and the permissions");
    }
  }
}
