package dev.wadi.server.pipeline;

import dev.wadi.engine.jet.JobSettings;
import dev.wadi.engine.plan.Plan;
import dev.wadi.planner.PlannedScript;
import dev.wadi.planner.PlannedScript.Answer;
import dev.wadi.planner.PreparedScript;
import dev.wadi.planner.TypePrinter;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.input.UploadConnector;
import dev.wadi.server.input.UploadedRows;
import dev.wadi.server.output.PreviewConnector;
import dev.wadi.server.trace.Span;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Schema;

/// Queries that are asked once, answered to whoever asks, and forgotten. Thread-safe.
public final class OneShotQueries implements AutoCloseable {
  private static final Schema NO_COLUMNS = new Schema(List.of());

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
    return planned(tables.plan(sql));
  }

  /// Like {@link #plan(String)}; empty if the text only creates and drops: that is for {@link
  /// #update}.
  ///
  /// @param values what stands for the `?` of the text, as {@link dev.wadi.planner.SqlPlanner}
  ///   takes it
  public Optional<OneShotQuery> plan(String sql, List<?> values) {
    PlannedScript script = script(sql, values);
    return script.definesOnly()
        ? Optional.empty()
        : Optional.of(planned(ConnectionTables.withoutDrops(script)));
  }

  private PlannedScript script(String sql, List<?> values) {
    return Span.inside("plan", () -> tables.planner().plan(sql, values));
  }

  /// What a text takes and yields.
  ///
  /// @param columns of its rows; none if it only changes something
  /// @param parameters what stands for its `?`
  public record Prepared(Schema columns, Schema parameters) {}

  /// Finds out what a text takes and yields, without its parameters.
  ///
  /// @throws WadiException like {@link #plan(String)}
  public Prepared prepare(String sql) {
    PreparedScript prepared = Span.inside("plan", () -> tables.planner().prepare(sql));
    PlannedScript shape = prepared.shape();
    Schema columns = shape.definesOnly() ? NO_COLUMNS : query(shape).columns();
    return new Prepared(columns, prepared.parameters());
  }

  /// Does what a text without rows says: creates and drops tables of the server, if it says nothing
  /// else, or runs its INSERTs to their end.
  ///
  /// @param values what stands for its `?`
  /// @param started gets the query, if one is run, before that; to cancel it
  /// @return how many rows were inserted
  /// @throws WadiException if it is wrong, or has rows to show
  public long update(String sql, List<?> values, Consumer<OneShotQuery> started) {
    PlannedScript script = script(sql, values);
    if (script.definesOnly()) {
      tables.change(script);
      return 0;
    }
    OneShotQuery query = planned(ConnectionTables.withoutDrops(script));
    if (!query.columns().getFields().isEmpty()) {
      query.cancel();
      throw new WadiException(ErrorCode.INVALID_REQUEST, "the statement has rows to show")
          .withHint("run it as a query, not as an update");
    }
    started.accept(query);
    query.run(_ -> {});
    return query.rowsWritten();
  }

  /// Adds rows that a client uploads to a table.
  ///
  /// @param columns of the rows, by the names that they have in the table
  /// @param started gets the query, before it is run; to cancel it
  /// @return how many rows were added
  /// @throws WadiException if there is no such table, or the columns do not fit
  public long ingest(
      String table, Schema columns, UploadedRows rows, Consumer<OneShotQuery> started) {
    String id = Identifiers.next("upload");
    String names =
        columns.getFields().stream()
            .map(column -> Identifiers.quoted(column.getName()))
            .collect(Collectors.joining(", "));
    String declared =
        columns.getFields().stream()
            .map(column -> Identifiers.quoted(column.getName()) + " " + TypePrinter.print(column))
            .collect(Collectors.joining(", "));
    String sql =
        "CREATE TABLE %s (%s) WITH (connector = '%s', %s = '%s');"
                .formatted(id, declared, UploadConnector.NAME, UploadConnector.ID, id)
            + "INSERT INTO %s (%s) SELECT %s FROM %s"
                .formatted(Identifiers.quoted(table), names, names, id);
    runner.uploads().attach(id, rows);
    try {
      return update(sql, List.of(), started);
    } catch (WadiException e) {
      // The place would be in a text that nobody has seen.
      throw new WadiException(e.code(), e.getMessage(), e).withHint(e.hint().orElse(null));
    } finally {
      runner.uploads().detach(id);
    }
  }

  private OneShotQuery planned(PlannedScript script) {
    OneShotQuery query = query(script);
    planned.add(query);
    return query;
  }

  private OneShotQuery query(PlannedScript script) {
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
    return new OneShotQuery(runner, script, settings, answers, pipelines::upgrade, planned::remove);
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
