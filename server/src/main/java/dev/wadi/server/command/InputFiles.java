package dev.wadi.server.command;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Files that a user names on the command line.
final class InputFiles {
  // Beyond it the host refuses a module anyway; not read into memory first.
  private static final long MAX_MODULE_BYTES = 64L << 20;

  private InputFiles() {}

  /// @param file a path, or `-` for standard input
  static String text(String file) {
    try {
      return file.equals("-")
          ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(Path.of(file));
    } catch (MalformedInputException e) {
      throw new WadiException(
          ErrorCode.FILE_UNREADABLE, "'%s' is not text in UTF-8".formatted(file), e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  static byte[] module(Path file) {
    try {
      if (Files.size(file) > MAX_MODULE_BYTES) {
        throw new WadiException(
            ErrorCode.PLUGIN_TOO_LARGE, "'%s' is too large for a plugin".formatted(file));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  static void write(Path file, byte[] contents) {
    try {
      Files.write(file, contents);
    } catch (IOException e) {
      throw new WadiException(
          ErrorCode.FILE_UNWRITABLE, "cannot write '%s': %s".formatted(file, e.getMessage()), e);
    }
  }

  private static WadiException unreadable(String file, IOException cause) {
    return cause instanceof NoSuchFileException
        ? new WadiException(ErrorCode.FILE_NOT_FOUND, "no file '%s'".formatted(file), cause)
        : new WadiException(
            ErrorCode.FILE_UNREADABLE,
            "cannot read '%s': %s".formatted(file, cause.getMessage()),
            cause);
  }
}
