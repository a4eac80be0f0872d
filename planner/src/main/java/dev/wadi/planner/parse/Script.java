package dev.wadi.planner.parse;

import dev.wadi.planner.parse.generated.WadiParser;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.SqlParserPos;

/// The statements of an SQL text.
public record Script(List<Statement> statements) {
  private static final SqlParser.Config CONFIG =
      SqlParser.config()
          .withParserFactory(WadiParser.FACTORY)
          .withQuoting(Quoting.DOUBLE_QUOTE)
          .withQuotedCasing(Casing.UNCHANGED)
          .withUnquotedCasing(Casing.TO_LOWER)
          .withCaseSensitive(true)
          .withIdentifierMaxLength(256)
          .withConformance(Dialect.CONFORMANCE);

  public Script {
    statements = List.copyOf(statements);
  }

  /// A statement and the text it was written as.
  public record Statement(SqlNode tree, String text) {}

  /// @throws WadiException with SYNTAX_ERROR
  public static Script parse(String sql) {
    if (sql.isBlank()) {
      return new Script(List.of());
    }
    try {
      return new Script(
          SqlParser.create(sql, CONFIG).parseStmtList().stream()
              .map(tree -> new Statement(tree, text(sql, tree.getParserPosition())))
              .toList());
    } catch (SqlParseException e) {
      throw WadiException.findIn(e).orElseGet(() -> SyntaxErrors.describe(e));
    } catch (StackOverflowError e) {
      throw new WadiException(ErrorCode.SYNTAX_ERROR, "the SQL text is nested too deeply", e);
    }
  }

  private static String text(String sql, SqlParserPos position) {
    int start = offset(sql, position.getLineNum(), position.getColumnNum());
    int end = offset(sql, position.getEndLineNum(), position.getEndColumnNum()) + 1;
    return sql.substring(start, Math.min(end, sql.length()));
  }

  // Lines end with \n, \r or \r\n, as in the parser.
  private static int offset(String sql, int line, int column) {
    int start = 0;
    for (int i = 1; i < line; i++) {
      while (start < sql.length() && sql.charAt(start) != '\n' && sql.charAt(start) != '\r') {
        start++;
      }
      boolean pair = sql.startsWith("\r\n", start);
      start += pair ? 2 : 1;
    }
    return Math.min(start + column - 1, sql.length());
  }
}
