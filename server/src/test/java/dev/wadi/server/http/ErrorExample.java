package dev.wadi.server.http;

import dev.wadi.sdk.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// One way to an error.
///
/// @param text what is sent; `${..}` stands for what differs from run to run
record ErrorExample(ErrorCode code, Way way, String text) {
  enum Way {
    SQL,
    HTTP,
    UPLOAD,
    COMMAND,
    CHECKPOINT,
    PACE,
    SHARED,
    BUG
  }

  /// Reads blocks that are separated by blank lines: code and way, then the text.
  static List<ErrorExample> read(Path file) throws IOException {
    return Arrays.stream(Files.readString(file).split("\n\n+"))
        .map(String::strip)
        .filter(block -> !block.startsWith("#"))
        .map(ErrorExample::of)
        .toList();
  }

  private static ErrorExample of(String block) {
    List<String> lines = block.lines().toList();
    String[] words = lines.getFirst().split(" ");
    return new ErrorExample(
        ErrorCode.valueOf(words[0]),
        Way.valueOf(words[1].toUpperCase(Locale.ROOT)),
        lines.stream().skip(1).collect(Collectors.joining("\n")));
  }
}
