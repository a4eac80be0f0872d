package dev.wadi.connectors.file;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// What can go wrong with a file, in words.
public final class FileErrors {
  private FileErrors() {}

  public static WadiException notFound(Path file) {
    return new WadiException(ErrorCode.FILE_NOT_FOUND, "no file '%s'".formatted(file))
        .withHint("paths are relative to the directory Wadi was started in");
  }

  public static WadiException unreadable(Path file, Exception cause) {
    return cause instanceof NoSuchFileException
        ? notFound(file)
        : new WadiException(
            ErrorCode.FILE_UNREADABLE, "cannot read %s: %s".formatted(file, reason(cause)), cause);
  }

  public static WadiException unwritable(Path file, IOException cause) {
    return new WadiException(
        ErrorCode.FILE_UNWRITABLE, "cannot write %s: %s".formatted(file, reason(cause)), cause);
  }

  private static String reason(Exception cause) {
    return switch (cause) {
      case NoSuchFileException e -> "no such directory";
      case AccessDeniedException e -> "permission denied";
      case FileAlreadyExistsException e -> "%s is no directory".formatted(e.getFile());
      case FileSystemException e when e.getReason() != null -> e.getReason();
      default -> cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    };
  }
}
