package dev.wadi.server.shell.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.server.shell.statement.StatementKind.Change;
import dev.wadi.server.shell.statement.StatementKind.ChangeOfTables;
import dev.wadi.server.shell.statement.StatementKind.Definition;
import dev.wadi.server.shell.statement.StatementKind.Insert;
import dev.wadi.server.shell.statement.StatementKind.Query;
import dev.wadi.server.shell.statement.StatementKind.Removal;
import dev.wadi.server.shell.statement.StatementKind.Text;
import org.junit.jupiter.api.Test;

class StatementKindTest {
  @Test
  void theFirstWordsTell() {
    assertThat(StatementKind.of("/* one */ select 1")).isEqualTo(new Query());
    assertThat(StatementKind.of("SHOW TABLES")).isEqualTo(new Query());
    assertThat(StatementKind.of("SHOW CREATE TABLE t")).isEqualTo(new Text());
    assertThat(StatementKind.of("EXPLAIN SELECT 1")).isEqualTo(new Text());
    assertThat(StatementKind.of("Insert INTO t SELECT 1")).isEqualTo(new Insert());
    assertThat(StatementKind.of("ALTER PIPELINE p UPGRADE PLUGIN g")).isEqualTo(new Change());
    assertThat(StatementKind.of("CREATE TABLE t (a INT)")).isEqualTo(new ChangeOfTables());
    assertThat(StatementKind.of("DROP TABLE IF EXISTS t")).isEqualTo(new ChangeOfTables());
    assertThat(StatementKind.of("nonsense")).isEqualTo(new Query());
    assertThat(StatementKind.of("(")).isEqualTo(new Query());
  }

  @Test
  void whatASessionKeepsHasAName() {
    assertThat(StatementKind.of("CREATE VIEW Cities AS SELECT 1"))
        .isEqualTo(new Definition("view", "cities", false));
    assertThat(StatementKind.of("CREATE OR REPLACE VIEW \"C\"\"d\" AS SELECT 1"))
        .isEqualTo(new Definition("view", "C\"d", false));
    assertThat(StatementKind.of("create view if not exists v AS SELECT 1"))
        .isEqualTo(new Definition("view", "v", true));
    assertThat(StatementKind.of("CREATE FUNCTION km AS 'geo.km'"))
        .isEqualTo(new Definition("function", "km", false));
    assertThat(StatementKind.of("SET parallelism = 2"))
        .isEqualTo(new Definition("set", "parallelism", false));
    assertThat(StatementKind.of("SET \"updating.ttl\" = '1 day'"))
        .isEqualTo(new Definition("set", "updating.ttl", false));
    assertThat(StatementKind.of("SET updating . ttl = '1 day'"))
        .isEqualTo(new Definition("set", "updating.ttl", false));
    assertThat(StatementKind.of("DROP VIEW IF EXISTS v")).isEqualTo(new Removal("view", "v"));
  }
}
