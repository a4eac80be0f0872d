package dev.wadi.planner.parse;

import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Says in one line what the parser says in a page.
final class SyntaxErrors {
  private static final Pattern ENCOUNTERED =
      Pattern.compile("Encountered \"(.*?)\" at line (\\d+), column (\\d+)", Pattern.DOTALL);
  private static final Pattern LEXICAL =
      Pattern.compile(
          "Lexical error at line (\\d+), column (\\d+)\\.\\s+Encountered:"
              + " (<EOF>|\"(?:.|\\\\.)*?\")");
  private static final Pattern KEYWORD =
      Pattern.compile("Incorrect syntax near the keyword '(.*?)' at line");
  // More alternatives than these are no help.
  private static final int EXPECTED_MAX = 4;

  private SyntaxErrors() {}

  static WadiException describe(SqlParseException error) {
    String message = String.valueOf(error.getMessage());
    Matcher lexical = LEXICAL.matcher(message);
    if (lexical.find()) {
      var position =
          new SqlParserPos(Integer.parseInt(lexical.group(1)), Integer.parseInt(lexical.group(2)));
      return syntaxError("unexpected character " + lexical.group(3), position, error);
    }
    Matcher encountered = ENCOUNTERED.matcher(message);
    if (encountered.find()) {
      return syntaxError(
          "unexpected " + found(encountered.group(1)) + expected(error), error.getPos(), error);
    }
    Matcher keyword = KEYWORD.matcher(message);
    if (keyword.find()) {
      return syntaxError("unexpected '" + keyword.group(1) + "'", error.getPos(), error);
    }
    if (message.contains("Non-query expression")) {
      return syntaxError(
          "expected a statement such as SELECT, INSERT INTO or CREATE TABLE",
          error.getPos(),
          error);
    }
    String firstLine = message.lines().findFirst().orElse("not understood");
    return syntaxError(firstLine, error.getPos(), error);
  }

  private static WadiException syntaxError(
      String message, SqlParserPos position, SqlParseException cause) {
    return new WadiException(
        ErrorCode.SYNTAX_ERROR,
        message,
        position == null ? null : Positions.of(position),
        null,
        cause);
  }

  private static String found(String tokens) {
    String first = tokens.split(" ", 2)[0];
    if (first.startsWith("\\'")) {
      return "quote: the text that it opens is never closed";
    }
    return first.equals("<EOF>") || first.isEmpty() ? "end of text" : "'" + first + "'";
  }

  private static String expected(SqlParseException error) {
    int[][] sequences = error.getExpectedTokenSequences();
    String[] images = error.getTokenImages();
    if (sequences == null || images == null) {
      return "";
    }
    List<String> first =
        Arrays.stream(sequences).map(sequence -> image(images[sequence[0]])).distinct().toList();
    return first.isEmpty() || first.size() > EXPECTED_MAX
        ? ""
        : ", expected " + String.join(" or ", first);
  }

  private static String image(String token) {
    return token.startsWith("\"") && token.endsWith("\"") && token.length() > 1
        ? "'" + token.substring(1, token.length() - 1) + "'"
        : token;
  }
}
