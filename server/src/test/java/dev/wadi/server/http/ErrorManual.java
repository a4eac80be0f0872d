package dev.wadi.server.http;

import dev.wadi.sdk.error.ErrorCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `docs/errors.md`: the codes, which carry their own texts, each with an example.
final class ErrorManual {
  private static final String OPENING =
      """
      # Errors

      An error has a code, a place in the SQL (line:column) if it is about SQL, a message that says what
      was expected, and a hint what to do next. On the command line it looks like the examples below. Over
      HTTP it is a problem as of RFC 9457, whose `type` ends with the code; `code`, `line`, `column`,
      `detail` and `hint` are its parts. Codes and their numbers do not change.

      This file is generated from the codes; each example is run by a test.
      """;

  private static final Map<Integer, String> CHAPTERS =
      Map.of(
          1, "The SQL text or a request is wrong: change it",
          2, "The data is wrong: clean it, or say how to treat it",
          3, "A plugin is wrong or exceeds its limits",
          4, "The surroundings: files, network, memory",
          9, "A bug");

  private static final int PLUGINS = 3;
  private static final String HOSTILE =
      """

      The functions of the examples are those of [a plugin that does what it must
      not](../server/src/test/guests/hostile.c).
      """;

  private final StringBuilder text = new StringBuilder(OPENING);

  private ErrorManual() {}

  /// @param shown what each example shows
  static String text(List<ErrorExample> examples, Map<ErrorExample, String> shown) {
    ErrorManual manual = new ErrorManual();
    manual.table();
    int chapter = 0;
    for (ErrorCode code : ErrorCode.values()) {
      if (code.number() / 1000 != chapter) {
        chapter = code.number() / 1000;
        manual.text.append("\n## ").append(CHAPTERS.get(chapter)).append('\n');
        manual.text.append(chapter == PLUGINS ? HOSTILE : "");
      }
      manual.entry(code);
      examples.stream()
          .filter(example -> example.code() == code)
          .forEach(example -> manual.example(example, shown.get(example)));
    }
    return manual.text.toString();
  }

  private void table() {
    text.append("\n| number | code | |\n|---|---|---|\n");
    for (ErrorCode code : ErrorCode.values()) {
      text.append(
          "| %d | [%s](#%s) | %s |\n"
              .formatted(
                  code.number(), code, code.name().toLowerCase(Locale.ROOT), code.meaning()));
    }
  }

  private void entry(ErrorCode code) {
    text.append(
        "\n### %s\n\n%d. %s What to do: %s.\n"
            .formatted(code, code.number(), code.meaning(), code.remedy()));
  }

  private void example(ErrorExample example, String error) {
    String sent =
        switch (example.way()) {
          case SQL -> "\n```\n" + example.text() + "\n```\n";
          case HTTP, COMMAND -> "\n`" + example.text() + "`\n";
          case UPLOAD -> "\nUploaded as a plugin: " + example.text() + ".\n";
          case CHECKPOINT, PACE, SHARED -> "\nMet by " + example.text() + ".\n";
          case BUG -> "";
        };
    text.append(sent.replace("${tmp}", "data").replace("${port}", "5115"))
        .append("\n```\n")
        .append(error)
        .append("```\n");
  }
}
