package dev.wadi.planner.resolve;

import dev.wadi.engine.plan.PipelineSettings;
import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.Names;
import dev.wadi.sdk.error.WadiException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlSetOption;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `SET` and `RESET`. The last one of a script counts, for all of its queries.
final class Settings {
  private PipelineSettings current = PipelineSettings.defaults();
  private SqlParserPos deadLettersPlace = SqlParserPos.ZERO;

  /// The name of the table for dead letters, where it is set.
  Optional<SqlIdentifier> deadLetterTable() {
    return current.deadLetterTable().map(name -> new SqlIdentifier(name, deadLettersPlace));
  }

  PipelineSettings current() {
    return current;
  }

  void apply(SqlSetOption statement) {
    if (statement.getScope() != null) {
      throw new WadiException(ErrorCode.UNSUPPORTED_SQL, "ALTER is not supported")
          .withHint("write SET")
          .at(Positions.of(statement.getParserPosition()));
    }
    SqlIdentifier name = (SqlIdentifier) statement.name();
    if (statement.getValue() != null) {
      Setting setting = setting(name);
      if (setting == Setting.DEAD_LETTER_TABLE) {
        deadLettersPlace = statement.getValue().getParserPosition();
      }
      current = setting.set(current, new SettingValue(setting.key(), statement.getValue()));
    } else if (name.toString().equalsIgnoreCase("all")) {
      current = PipelineSettings.defaults();
    } else {
      current = setting(name).reset(current);
    }
  }

  private static Setting setting(SqlIdentifier name) {
    String key = name.toString();
    return Arrays.stream(Setting.values())
        .filter(setting -> setting.key().equals(key))
        .findFirst()
        .orElseThrow(() -> unknown(key, name));
  }

  private static WadiException unknown(String key, SqlIdentifier name) {
    List<String> keys = Arrays.stream(Setting.values()).map(Setting::key).toList();
    return new WadiException(
            ErrorCode.INVALID_OPTION,
            "there is no setting '%s'; there are: %s".formatted(key, String.join(", ", keys)))
        .withHint(
            Names.nearest(key, keys)
                .map("did you mean '%s'?"::formatted)
                .orElse("docs/sql.md explains the settings"))
        .at(Positions.of(name.getParserPosition()));
  }
}
