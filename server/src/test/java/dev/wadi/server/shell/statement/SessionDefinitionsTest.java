package dev.wadi.server.shell.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.SourcePosition;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.shell.statement.SessionDefinitions.Framed;
import dev.wadi.server.shell.statement.StatementKind.Definition;
import dev.wadi.server.shell.statement.StatementKind.Removal;
import org.junit.jupiter.api.Test;

class SessionDefinitionsTest {
  private final SessionDefinitions kept = new SessionDefinitions();

  private void keep(String kind, String name, String sql) {
    kept.keep(new Definition(kind, name, false), sql);
  }

  private static WadiException error(int line, int column) {
    return new WadiException(ErrorCode.COLUMN_NOT_FOUND, "no 'x'")
        .at(new SourcePosition(line, column));
  }

  @Test
  void whatIsKeptStandsBeforeAStatement() {
    keep("view", "v", "CREATE VIEW v AS SELECT 1 -- one");
    keep("set", "a", "SET a = 1");
    keep("view", "v", "CREATE OR REPLACE VIEW v AS\nSELECT 2");
    Framed sent = kept.before("SELECT x");
    assertThat(sent.sql())
        .isEqualTo("CREATE OR REPLACE VIEW v AS\nSELECT 2\n;\nSET a = 1\n;\nSELECT x");
    assertThat(sent.linesBefore()).isEqualTo(5);
    assertThat(kept.views()).containsExactly("v");
    assertThat(kept.without(new Removal("view", "v")).views()).isEmpty();
    kept.forget(new Removal("view", "v"));
    assertThat(kept.all()).containsExactly("SET a = 1");
    kept.forgetAll();
    assertThat(kept.before("SELECT x")).isEqualTo(Framed.alone("SELECT x"));
  }

  @Test
  void anErrorIsInTheStatementThatWasWritten() {
    keep("view", "v", "CREATE VIEW v AS\nSELECT 2");
    Statement statement = Statement.all("SELECT 1;\n  SELECT\n x").get(1);
    Framed sent = kept.before(statement.text());
    assertThat(SessionDefinitions.inStatement(error(5, 2), sent, statement).position())
        .contains(new SourcePosition(3, 2));
    assertThat(SessionDefinitions.inStatement(error(4, 1), sent, statement).position())
        .contains(new SourcePosition(2, 3));
  }

  @Test
  void anErrorInWhatIsKeptSaysSo() {
    keep("view", "v", "CREATE VIEW v AS\nSELECT x");
    Statement statement = Statement.all("SELECT * FROM v").getFirst();
    WadiException told =
        SessionDefinitions.inStatement(error(2, 8), kept.before(statement.text()), statement);
    assertThat(told.position()).isEmpty();
    assertThat(told).hasMessageContaining("\\session").hasMessageContaining("`SELECT x`: no 'x'");
  }
}
