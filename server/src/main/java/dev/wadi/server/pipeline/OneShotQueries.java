package dev.wadi.server.pipeline;

import dev.wadi.engine.jet.JobSettings;
import dev.wadi.engine.plan.Plan;
import dev.wadi.planner.PlannedScript;
import dev.wadi.planner.PlannedScript.Answer;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.output.PreviewConnector;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Queries that are asked once, answered to whoever asks, and forgotten. Thread-safe.
public final class OneShotQueries implements AutoCloseable {
  private final QueryRunner runner;
  private final ConnectionTables tables;
  private final Pipelines pipelines;
  private final int defaultParallelism;
  private final Set<OneShotQuery> planned = ConcurrentHashMap.newKeySet();

  /// @param pipelines that a text may change
  /// @param defaultParallelism of a query that does not say
  public OneShotQueries(
      QueryRunner runner, ConnectionTables tables, Pipelines pipelines, int defaultParallelism) {
    this.runner = runner;
    this.tables = tables;
    this.pipelines = pipelines;
    this.defaultParallelism = defaultParallelism;
  }

  /// Plans a text with one result: one SELECT, SHOW, DESCRIBE or EXPLAIN; one or more INSERTs that
  /// come to an end, whose result is empty; or an ALTER PIPELINE, which is done when it is run.
  /// Statements that define things may come before.
  ///
  /// @throws WadiException with the place in the SQL if it is wrong, or if it has another number of
  ///   results
  public OneShotQuery plan(String sql) {
    PlannedScript script = tables.plan(sql);
    JobSettings settings =
        JobSettings.defaults(Identifiers.next("query"))
            .withParallelism(defaultParallelism)
            .with(script.settings());
    List<Answer.Rows> answers = runner.answers(script, settings.parallelism());
    List<Plan.Write> sinks = script.pipeline().sinks();
    long selects =
        sinks.stream()
            .filter(sink -> sink.table().connector().equals(PreviewConnector.NAME))
            .count();
    long results = answers.size() + (script.analyzed() ? 1 : selects);
    boolean mixed = results == 1 && sinks.size() > selects && !script.analyzed();
    if (results > 1 || mixed || results == 1 && !answers.isEmpty() && !sinks.isEmpty()) {
      throw new WadiException(
              ErrorCode.INVALID_REQUEST, "a request has one result, and this text has several")
          .withHint("ask for them one by one, or start a pipeline");
    }
    if (results == 0 && script.upgrade().isEmpty()) {
      requireInserts(script);
    }
    var query =
        new OneShotQuery(runner, script, settings, answers, pipelines::upgrade, planned::remove);
    planned.add(query);
    return query;
  }

  private static void requireInserts(PlannedScript script) {
    QueryRunner.requireQuery(script);
    if (!script.bounded()) {
      throw new WadiException(
              ErrorCode.INVALID_REQUEST, "these INSERTs never end, and have no rows to show")
          .withHint("start them as a pipeline");
    }
  }

  /// Cancels the queries that run, and those that are about to.
  @Override
  public void close() {
    planned.forEach(OneShotQuery::cancel);
  }
}
