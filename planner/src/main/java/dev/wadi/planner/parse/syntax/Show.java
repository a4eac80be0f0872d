package dev.wadi.planner.parse.syntax;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.Names;
import dev.wadi.sdk.error.WadiException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `SHOW TABLES` and the like, `SHOW CREATE TABLE name`.
public final class Show extends SqlCall {
  private static final SqlOperator OPERATOR = new SqlSpecialOperator("SHOW", SqlKind.OTHER);

  /// What is listed.
  public enum Subject {
    TABLES,
    VIEWS,
    FUNCTIONS,
    CONNECTORS,
    SETTINGS,
    /// The statement that made one table, view or function.
    CREATE
  }

  private final Subject subject;
  private final SqlIdentifier name;

  private Show(SqlParserPos position, Subject subject, SqlIdentifier name) {
    super(position);
    this.subject = subject;
    this.name = name;
  }

  public static Show create(SqlParserPos position, SqlIdentifier name) {
    return new Show(position, Subject.CREATE, name);
  }

  /// @throws WadiException if there is no such list
  public static Show all(SqlParserPos position, SqlIdentifier word) {
    String wanted = word.getSimple();
    List<String> words =
        Arrays.stream(Subject.values()).map(s -> s.name().toLowerCase(Locale.ROOT)).toList();
    if (!words.contains(wanted)) {
      throw new WadiException(
              ErrorCode.SYNTAX_ERROR,
              "there is no SHOW %s".formatted(wanted.toUpperCase(Locale.ROOT)))
          .withHint(hint(wanted, words))
          .at(Positions.of(word.getParserPosition()));
    }
    return new Show(position, Subject.valueOf(wanted.toUpperCase(Locale.ROOT)), null);
  }

  private static String hint(String wanted, List<String> words) {
    return Names.nearest(wanted, words)
        .map(word -> "did you mean SHOW %s?".formatted(word.toUpperCase(Locale.ROOT)))
        .orElse("SHOW lists TABLES, VIEWS, FUNCTIONS, CONNECTORS or SETTINGS");
  }

  public Subject subject() {
    return subject;
  }

  /// What `SHOW CREATE` asks for.
  public Optional<SqlIdentifier> name() {
    return Optional.ofNullable(name);
  }

  @Override
  public SqlOperator getOperator() {
    return OPERATOR;
  }

  @Override
  public List<SqlNode> getOperandList() {
    return List.of();
  }
}
