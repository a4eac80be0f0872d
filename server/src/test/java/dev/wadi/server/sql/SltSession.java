package dev.wadi.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connectors.format.JsonRows;
import dev.wadi.engine.jet.Job;
import dev.wadi.engine.jet.JobSettings;
import dev.wadi.engine.jet.StageMetrics;
import dev.wadi.engine.testing.Script;
import dev.wadi.planner.PlannedScript;
import dev.wadi.planner.PlannedScript.Definition;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.wasm.Grants;
import dev.wadi.wasm.PluginModule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs one file in one mode.
final class SltSession {
  private static final int TIMEOUT_SECONDS = 60;

  private final SqlEnvironment environment;
  private final SltFile file;
  private final SltMode mode;
  private final Path temporary;
  private final SltUpdate update;
  private final List<PluginModule> plugins;
  private final List<Definition> definitions = new ArrayList<>();
  private final List<Script.Feed> feeds = new ArrayList<>();
  private long lateRows;

  /// @param temporary an empty folder
  /// @param update receives what is, or null to compare it with what should be
  SltSession(
      SqlEnvironment environment, SltFile file, SltMode mode, Path temporary, SltUpdate update) {
    this.environment = environment;
    this.file = file;
    this.mode = mode;
    this.temporary = temporary;
    this.update = update;
    this.plugins = file.plugins().stream().map(this::plugin).toList();
  }

  // A name, and what the plugin may do.
  private PluginModule plugin(String line) {
    List<String> words = List.of(sql(line).split(" "));
    PluginModule plugin = environment.plugin(words.getFirst());
    if (words.size() > 1) {
      environment.plugins().grant(plugin, Grants.parse(words.subList(1, words.size())));
    }
    return plugin;
  }

  void run() {
    for (SltStep step : file.steps()) {
      switch (step) {
        case SltStep.Statement statement -> state(statement);
        case SltStep.Feed feed -> feeds.add(new Script.Feed(feed.table(), feed.rows()));
        case SltStep.Query query -> query(query);
        // What came after the last checkpoint is counted twice, or not at all.
        case SltStep.Late _ when mode == SltMode.KILLED -> {}
        case SltStep.Late late ->
            assertThat(lateRows).as("late rows, %s", place(late)).isEqualTo(late.rows());
        case SltStep.Clear _ -> feeds.clear();
      }
    }
  }

  private String place(SltStep step) {
    return "%s:%d (%s)".formatted(file.path().getFileName(), step.line() + 1, mode);
  }

  private void state(SltStep.Statement statement) {
    Outcome outcome = outcome(() -> define(sql(statement.sql())));
    if (update != null) {
      update.statement(statement, outcome);
    } else {
      check(statement, statement.sql(), outcome, statement.error(), null);
    }
  }

  private Outcome define(String sql) {
    PlannedScript planned = plan(sql);
    definitions.removeAll(planned.dropped());
    definitions.addAll(planned.definitions());
    return new Outcome.Rows(List.of(), 0);
  }

  private PlannedScript plan(String sql) {
    try {
      return environment.plan(sql, plugins, definitions.stream().map(Definition::sql).toList());
    } catch (WadiException e) {
      PlannedErrors.check(e);
      throw e;
    }
  }

  private void query(SltStep.Query query) {
    long before = MemoryScope.bytesInUseOfProcess();
    Outcome outcome = outcome(() -> run(sql(query.sql()), query.ordered()));
    assertThat(MemoryScope.bytesInUseOfProcess())
        .as("off-heap bytes after %s", place(query))
        .isEqualTo(before);
    if (outcome instanceof Outcome.Rows rows) {
      lateRows = rows.lateRows();
    }
    if (update != null) {
      update.query(query, outcome);
    } else {
      boolean complete = query.error() != null || query.rows() != null;
      assertThat(complete).as("%s says what it expects", place(query)).isTrue();
      check(query, query.sql(), outcome, query.error(), query.rows());
    }
  }

  private String sql(String text) {
    return text.replace("${tmp}", temporary.toString())
        .replace("${http}", environment.http().url())
        .replace("${port}", String.valueOf(environment.http().port()))
        .replace("${demo}", SqlEnvironment.home().resolve("demo").toString())
        .replace("${files}", Path.of("src/test/resources/files").toAbsolutePath().toString());
  }

  private void check(
      SltStep step, String sql, Outcome outcome, SltStep.Error error, List<String> rows) {
    switch (outcome) {
      case Outcome.Failed failed when error == null ->
          throw new AssertionError(
              "%s: %s%n%s".formatted(place(step), failed.error().describe(), sql), failed.error());
      case Outcome.Failed failed ->
          assertThat(failed.matches(error))
              .as("%s: expected %s, got %s%n%s", place(step), error, failed.error().describe(), sql)
              .isTrue();
      case Outcome.Rows found -> {
        assertThat(error).as("%s: no error, but rows %s%n%s", place(step), found, sql).isNull();
        if (rows != null) {
          assertThat(found.rows()).as("%s%n%s", place(step), sql).isEqualTo(rows);
        }
      }
    }
  }

  private interface Attempt {
    Outcome run();
  }

  private static Outcome outcome(Attempt attempt) {
    try {
      return attempt.run();
    } catch (WadiException e) {
      return new Outcome.Failed(e);
    }
  }

  private Outcome run(String sql, boolean ordered) {
    PlannedScript planned = plan(sql);
    if (planned.pipeline().sinks().isEmpty()) {
      return new Outcome.Rows(environment.answers(planned), 0);
    }
    environment.forgetRows();
    environment.script().replace(feeds);
    long late =
        mode.stepped()
            .map(stepped ->
                stepped.run(
                    planned.pipeline(),
                    environment.with(plugins),
                    environment.plugins(),
                    JsonRows::values,
                    environment.script()))
            .orElseGet(() -> mode == SltMode.KILLED ? runKilled(planned) : runPlain(planned));
    List<String> rows = environment.rows(planned);
    return new Outcome.Rows(ordered ? rows : rows.stream().sorted().toList(), late);
  }

  private long runPlain(PlannedScript planned) {
    environment.script().releaseAll();
    Job job =
        environment
            .engine()
            .submit(
                planned.pipeline(),
                JobSettings.defaults("slt").withParallelism(2).with(planned.settings()));
    join(job);
    return job.metrics().stream().mapToLong(StageMetrics::lateRows).sum();
  }

  private long runKilled(PlannedScript planned) {
    var run = new KilledRun(environment, planned);
    while (environment.script().releaseNext()) {
      run.interrupt();
    }
    environment.script().releaseAll();
    join(run.start());
    return 0;
  }

  private static void join(Job job) {
    try {
      job.completion().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (TimeoutException | InterruptedException e) {
      job.cancel();
      throw new IllegalStateException("did not end: " + job.metrics(), e);
    }
  }
}
