package dev.wadi.planner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.PlanCodec;
import dev.wadi.planner.PlannedScript.Definition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.SourcePosition;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a planned script tells its caller.
final class SqlPlannerTest {
  private static final String ORDERS =
      "CREATE TABLE orders (id BIGINT, price DOUBLE) WITH (connector = 'file', path = '/orders')";

  private static SqlPlanner planner(String... definitions) {
    return new SqlPlanner(
        new PlanningContext(FakeConnectors.ALL, FakeFunctions.ALL, List.of(definitions)));
  }

  @Test
  void definitionsComeBackAsWritten() {
    PlannedScript script =
        planner()
            .plan(ORDERS + ";\n  CREATE VIEW dear AS\n SELECT * FROM orders WHERE price > 100 ; ");

    assertThat(script.definitions())
        .containsExactly(
            new Definition(Definition.Kind.TABLE, "orders", ORDERS),
            new Definition(
                Definition.Kind.VIEW,
                "dear",
                "CREATE VIEW dear AS\n SELECT * FROM orders WHERE price > 100"));
    assertThat(script.pipeline().sinks()).isEmpty();
  }

  @Test
  void anUpgradeIsNothingToRun() {
    PlannedScript script =
        planner().plan("\n ALTER PIPELINE \"My\" UPGRADE PLUGIN geo TO 'sha256:0f'");

    assertThat(script.upgrade())
        .contains(
            new PlannedScript.Upgrade(
                "My", "geo", Optional.of("sha256:0f"), new SourcePosition(2, 2, 2, 54)));
    assertThat(script.pipeline().sinks()).isEmpty();
    assertThat(planner().plan("alter pipeline p upgrade plugin q;").upgrade().get().version())
        .isEmpty();
    assertThat(planner().plan("SELECT 1 AS plugin, 2 AS pipeline, 3 AS upgrade").upgrade())
        .isEmpty();
  }

  @Test
  void storedDefinitionsCanBeUsedAgainAndAgain() {
    SqlPlanner planner =
        planner(ORDERS, "CREATE VIEW dear AS SELECT *, price * 2 AS twice FROM orders");

    PlannedScript first = planner.plan("SELECT twice FROM dear");

    assertThat(planner.plan("SELECT twice FROM dear")).isEqualTo(first);
    assertThat(first.definitions()).isEmpty();
  }

  @Test
  void brokenStoredDefinitionHurtsOnlyWhoNamesIt() {
    SqlPlanner planner =
        planner(ORDERS, "CREATE TABLE broken (id BIGINT) WITH (connector = 'gone')");

    assertThat(planner.plan("SELECT id FROM orders").pipeline().sinks()).hasSize(1);
    WadiException error =
        catchThrowableOfType(
            WadiException.class, () -> planner.plan("SELECT 1;\nSELECT id FROM broken"));
    assertThat(error.code()).isEqualTo(ErrorCode.UNKNOWN_CONNECTOR);
    assertThat(error).hasMessageContaining("stored definition 'broken' at 1:39");
    assertThat(error.position()).contains(new SourcePosition(2, 1, 2, 21));
  }

  @Test
  void bareQueryGoesToPreviewWithItsOwnNames() {
    PlannedScript script = planner(ORDERS).plan("SELECT id AS number, price + 1 FROM orders");

    Plan.Write write = script.pipeline().sinks().getFirst();
    assertThat(write.table().connector()).isEqualTo("preview");
    assertThat(script.outputs().getFirst().getFields())
        .extracting(Field::getName)
        .containsExactly("number", "column2");
    assertThat(write.schema()).isEqualTo(script.outputs().getFirst());
    assertThat(script.bounded()).isTrue();
  }

  @Test
  void oneSourceThatNeverEndsMakesTheScriptUnbounded() {
    PlannedScript script =
        planner(ORDERS, "CREATE TABLE t WITH (connector = 'ticks')")
            .plan("SELECT id FROM orders; SELECT counter FROM t");

    assertThat(script.pipeline().sinks()).hasSize(2);
    assertThat(script.bounded()).isFalse();
  }

  @Test
  void explainedQueryIsNotRun() {
    PlannedScript script = planner(ORDERS).plan("EXPLAIN SELECT id FROM orders WHERE price > 1");

    assertThat(script.pipeline().sinks()).isEmpty();
    assertThat(script.explanations())
        .containsExactly(
            """
            Write preview [id BIGINT]
              Project [id]
                Filter (price > 1.0)
                  Scan orders (file) [id, price]
            """);
  }

  @Test
  void manyThreadsMayPlanAtOnce() {
    SqlPlanner planner =
        planner(ORDERS, "CREATE VIEW dear AS SELECT * FROM orders WHERE price > 9");
    String sql = "SELECT id, count(*), upper('x') FROM dear d JOIN orders o USING (id) GROUP BY id";
    PlannedScript expected = planner.plan(sql);

    List<PlannedScript> plans =
        IntStream.range(0, 64).parallel().mapToObj(_ -> planner.plan(sql)).toList();

    assertThat(plans).containsOnly(expected);
  }

  @Test
  void uploadedFunctionGoesBeforeBuiltInOneOfItsName() {
    var planner =
        new SqlPlanner(
            new PlanningContext(
                FakeConnectors.ALL, List.of(FakeFunctions.named("upper")), List.of()));

    PlannedScript script = planner.plan("EXPLAIN SELECT upper(a) FROM (VALUES ('x')) AS v (a)");

    assertThat(script.explanations().getFirst()).contains("= upper(a)").doesNotContain("java");
    assertThat(planner.plan("SELECT upper(a) FROM (VALUES ('x')) AS v (a)").pipeline().toString())
        .contains("FunctionCall");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CAST(1 AS TINYINT) | INT",
        "CAST(1 AS INT) | INT",
        "CAST(1 AS BIGINT) | BIGINT",
        "CAST(1 AS FLOAT) | FLOAT",
        "CAST(1 AS DOUBLE) | DOUBLE",
        "1.5 | DOUBLE",
        "CAST(1 AS TEXT) | TEXT",
        "NULL | INT",
        "1e0, 2 | BOOLEAN",
        "1, 2 | BOOLEAN",
        "kind(1.5) | DOUBLE"
      })
  void ofFunctionsOfOneNameTheOneIsCalledThatFitsBest(String arguments, String type) {
    PlannedScript script = planner().plan("EXPLAIN SELECT kind(%s) AS k".formatted(arguments));
    assertThat(script.explanations().getFirst()).startsWith("Write preview [k " + type);
  }

  @Test
  void whereNoneFitsAllAreNamed() {
    WadiException error =
        catchThrowableOfType(
            WadiException.class, () -> planner().plan("SELECT kind(DATE '2001-02-03') AS k"));
    assertThat(error.code()).isEqualTo(ErrorCode.TYPE_MISMATCH);
    assertThat(error.describe()).contains("kind(INTEGER)", "kind(DOUBLE)");
  }

  @ParameterizedTest
  @CsvSource({
    "SELECT shout('a') AS x, bb",
    "CREATE FUNCTION f AS 'geo.shout'; SELECT f('a') AS x, bb",
    "CREATE FUNCTION f AS 'geo@latest.shout'; SELECT f('a') AS x, bb",
    "CREATE FUNCTION f AS 'geo@1.0.0.shout'; SELECT f('a') AS x, aa",
    "CREATE FUNCTION f AS 'geo@sha256:aa.shout'; SELECT f('a') AS x, aa",
    "CREATE FUNCTION f AS 'geo@1.0.0.whisper'; SELECT f('a') AS x, aa"
  })
  void ofSeveralVersionsOfAPluginTheLastIsCalledUnlessSqlSaysWhich(String sql, String sha256) {
    assertThat(new String(PlanCodec.write(versions().plan(sql).pipeline()), UTF_8))
        .contains("\"sha256\":\"" + sha256 + "\"");
  }

  @Test
  void aFunctionThatTheLastVersionHasNoMoreIsNotFound() {
    WadiException error =
        catchThrowableOfType(
            WadiException.class, () -> versions().plan("SELECT whisper('a') AS x"));
    assertThat(error.code()).isEqualTo(ErrorCode.FUNCTION_NOT_FOUND);
  }

  private static SqlPlanner versions() {
    return new SqlPlanner(
        new PlanningContext(
            FakeConnectors.ALL,
            List.of(
                FakeFunctions.named("shout", "1.0.0", "aa"),
                FakeFunctions.named("whisper", "1.0.0", "aa"),
                FakeFunctions.named("shout", "2.0.0", "bb")),
            List.of()));
  }
}
