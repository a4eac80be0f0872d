package dev.wadi.server.shell;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.Names;
import dev.wadi.sdk.error.WadiException;
import java.util.Arrays;
import java.util.List;

/// What a line that begins with a backslash may begin with.
enum CommandName {
  HELP("\\?", "", "what there is; also \\h"),
  QUIT("\\q", "", "leave; also Ctrl-D"),
  DESCRIBE("\\d", "[TABLE]", "the tables and views, or the columns of one"),
  FUNCTIONS("\\df", "[PART]", "the functions, or those with a part in their name"),
  EXPANDED("\\x", "[on|off]", "each row as a list of its values"),
  TIMING("\\timing", "[on|off]", "how long statements take"),
  FORMAT("\\format", "[NAME]", "how rows are written: table, csv, json, markdown, arrow"),
  OUTPUT("\\o", "[FILE]", "write rows to a file; without one, here again"),
  EDIT("\\e", "", "write a statement, or the last one anew, with $VISUAL or $EDITOR"),
  INCLUDE("\\i", "FILE", "run the statements of a file"),
  WATCH("\\watch", "[SECONDS]", "run the last statement again and again, every 2 seconds"),
  SESSION("\\session", "", "the views, functions and settings that this session keeps"),
  RESET("\\reset", "", "forget them");

  private final String written;
  private final String arguments;
  private final String description;

  CommandName(String written, String arguments, String description) {
    this.written = written;
    this.arguments = arguments;
    this.description = description;
  }

  String written() {
    return written;
  }

  String arguments() {
    return arguments;
  }

  String description() {
    return description;
  }

  static List<String> allWritten() {
    return Arrays.stream(values()).map(CommandName::written).toList();
  }

  /// @throws WadiException if there is none
  static CommandName of(String word) {
    if (word.equals("\\h")) {
      return HELP;
    }
    return Arrays.stream(values())
        .filter(one -> one.written.equals(word))
        .findFirst()
        .orElseThrow(() -> unknown(word));
  }

  private static WadiException unknown(String word) {
    var error =
        new WadiException(ErrorCode.INVALID_ARGUMENT, "there is no command '%s'".formatted(word));
    return error.withHint(
        Names.nearest(word, allWritten())
            .map("did you mean '%s'? \\? lists them all"::formatted)
            .orElse("\\? lists what there is"));
  }
}
