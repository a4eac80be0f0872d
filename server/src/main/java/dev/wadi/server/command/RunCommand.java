package dev.wadi.server.command;

import dev.wadi.engine.jet.EngineSettings;
import dev.wadi.engine.jet.JobSettings;
import dev.wadi.planner.PlannedScript;
import dev.wadi.server.output.RowReceiver;
import dev.wadi.server.pipeline.QueryRunner;
import dev.wadi.server.pipeline.RunningQuery;
import dev.wadi.server.terminal.JsonLinesRows;
import dev.wadi.server.terminal.PlainText;
import dev.wadi.server.terminal.Progress;
import dev.wadi.server.terminal.StandardOutput;
import dev.wadi.server.terminal.TableRows;
import dev.wadi.server.terminal.Terminal;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `wadi run`
@Command(
    name = "run",
    description = "Runs SQL to the end of its input, or until it is stopped (Ctrl-C).",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: ./wadi run query.sql --plugin geo.wasm --format json"})
final class RunCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE.sql", description = "the SQL to run; - reads standard input")
  private String file;

  @Option(
      names = "--plugin",
      paramLabel = "MODULE.wasm",
      description = "a plugin whose functions the SQL uses; may be repeated")
  private List<Path> plugins = List.of();

  @Option(names = "--parallelism", description = "subtasks per stage; one per processor if absent")
  private Integer parallelism;

  @Option(
      names = "--format",
      description = "how rows are printed: ${COMPLETION-CANDIDATES}; auto is a table on a terminal")
  private Format format = Format.auto;

  private enum Format {
    auto,
    json,
    table
  }

  @Override
  public Integer call() {
    String sql = InputFiles.text(file);
    try (QueryRunner runner = QueryRunner.start(EngineSettings.defaults())) {
      for (Path plugin : plugins) {
        runner.plugins().add(InputFiles.module(plugin));
      }
      PlannedScript script = runner.plan(sql);
      JobSettings settings = JobSettings.defaults(file).with(script.settings());
      return run(runner, script, Parallelism.over(parallelism, settings));
    } catch (CompletionException e) {
      return WadiCommand.report(e.getCause(), sql);
    } catch (RuntimeException e) {
      return WadiCommand.report(e, sql);
    }
  }

  private int run(QueryRunner runner, PlannedScript script, JobSettings settings) {
    PrintStream out = StandardOutput.buffered();
    RowReceiver rows = new PlainText(rows(out), out);
    runner.answer(script, settings.parallelism(), rows);
    if (!script.answers().isEmpty() && script.pipeline().sinks().isEmpty()) {
      out.flush();
      return 0;
    }
    QueryRunner.requireQuery(script);
    try (var progress = new Progress(Terminal.current())) {
      RunningQuery query = runner.start(script, settings, progress.over(rows));
      progress.showRows(query::rowsRead);
      try (var _ = new ShutdownHook(() -> stop(query, runner, out))) {
        query.completion().join();
      }
    } finally {
      out.flush();
    }
    return 0;
  }

  private static void stop(RunningQuery query, QueryRunner runner, PrintStream out) {
    query.cancel();
    runner.close();
    out.flush();
  }

  private RowReceiver rows(PrintStream out) {
    boolean table = format == Format.auto ? Terminal.current().output() : format == Format.table;
    return table ? new TableRows(out) : new JsonLinesRows(out);
  }
}
