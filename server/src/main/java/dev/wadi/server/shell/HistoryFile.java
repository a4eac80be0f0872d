package dev.wadi.server.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jline.reader.impl.history.DefaultHistory;

/// What has been typed before, in a file that nobody else can read. Lines that look as if a secret
/// were in them are not kept.
final class HistoryFile extends DefaultHistory {
  private static final String VARIABLE = "WADI_HISTORY";
  private static final Pattern SECRET =
      Pattern.compile("password|secret|token|credential|api_?key", Pattern.CASE_INSENSITIVE);

  static boolean mayBeKept(String line) {
    return !SECRET.matcher(line).find();
  }

  @Override
  public void add(Instant time, String line) {
    if (mayBeKept(line)) {
      super.add(time, line);
    }
  }

  /// The file, made if it is not there; empty if there is to be none, or it cannot be written.
  static Optional<Path> open() {
    String named = System.getenv(VARIABLE);
    if (named != null && named.isEmpty()) {
      return Optional.empty();
    }
    Path file =
        named == null ? Path.of(System.getProperty("user.home"), ".wadi_history") : Path.of(named);
    try {
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      return Files.isWritable(file) ? Optional.of(file) : Optional.empty();
    } catch (IOException | UnsupportedOperationException e) {
      // A shell without a memory is better than none.
      return Optional.empty();
    }
  }
}
