package dev.wadi.server.sql.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Random queries over random tables, answered by Wadi in several ways and by DuckDB. They are the
/// same each time, so that a build does not fail for a bug that was there before; `-Dwadi.seed=`
/// makes others, `-Dwadi.queries=` more or less of them, and `-Dwadi.failures=` goes on until so
/// many have failed.
class RandomQueriesTest {
  private static final long SEED = Long.getLong("wadi.seed", 1);
  private static final int QUERIES = Integer.getInteger("wadi.queries", 1000);
  private static final int FAILURES = Integer.getInteger("wadi.failures", 1);

  private static CaseRunner runner;

  @BeforeAll
  static void start() throws SQLException {
    runner = new CaseRunner();
  }

  @AfterAll
  static void stop() throws SQLException {
    runner.close();
  }

  @Test
  void bothEnginesAgree() {
    System.out.printf("%d random queries: -Dwadi.seed=%d%n", QUERIES, SEED);
    Map<String, Integer> without = new TreeMap<>();
    List<String> failures = new ArrayList<>();
    for (long seed = SEED; seed < SEED + QUERIES && failures.size() < FAILURES; seed++) {
      Case example = Case.of(seed);
      switch (runner.run(example)) {
        case Verdict.Agreed _ -> {}
        case Verdict.Unknown unknown -> without.merge(unknown.message(), 1, Integer::sum);
        case Verdict.Refused refused ->
            without.merge("seed %d: %s".formatted(seed, refused.message()), 1, Integer::sum);
        case Verdict.Failed failed -> {
          Case small = new Shrinker(runner, failed).shrink(example);
          failures.add(new Report(seed, small, runner.run(small)).text());
        }
      }
    }
    assertThat(failures).as(() -> String.join("\n", failures)).isEmpty();
    assertThat(without.values().stream().mapToInt(Integer::intValue).sum())
        .as(() -> "queries without an answer: " + without)
        .isLessThanOrEqualTo(1 + QUERIES / 50);
  }

  /// What fails is made as small as it can be.
  @Test
  void aFailureIsShrunk() {
    Case example = Case.of(1);
    Query.Item wrong =
        new Query.Item(
            new Term.Apply(
                Form.of(Type.WHOLE, "(%s + 1)", "(%s + 2)", Type.WHOLE),
                List.of(new Term.Constant("7", Type.WHOLE))),
            "wrong");
    Query query =
        new Query.SetOperation(
            "UNION ALL", new Shrinkable(wrong).select(), new Shrinkable(wrong).select());
    Case failing = new Case(query, example.tables(), example.runs());
    Verdict verdict = runner.run(failing);
    assertThat(verdict).isInstanceOf(Verdict.Failed.class);
    Case small = new Shrinker(runner, (Verdict.Failed) verdict).shrink(failing);
    assertThat(small.query().sql(Dialect.WADI)).isEqualTo("SELECT (7 + 1) AS wrong FROM v AS a");
    assertThat(small.tables().stream().mapToInt(table -> table.rows().size()).sum()).isEqualTo(1);
    assertThat(new Report(1, small, runner.run(small)).text())
        .startsWith("# again: -Dwadi.seed=1 -Dwadi.queries=1")
        .contains("query\nSELECT (7 + 1) AS wrong FROM v AS a\n");
  }

  /// A SELECT with much that does not matter.
  private record Shrinkable(Query.Item item) {
    Query.Select select() {
      From from = new From.Table("v", "a", Tables.SHAPES.get(2).fields());
      return new Query.Select(
          false,
          List.of(item),
          from,
          Optional.of(new Term.Constant("TRUE", Type.BOOLEAN)),
          Optional.empty(),
          Optional.empty(),
          Optional.of(new Query.Tail(List.of("1"), Optional.of(5), Optional.empty())));
    }
  }
}
