package dev.wadi.server.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.wadi.engine.jet.EngineSettings;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.Names;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.bench.NexmarkBench;
import dev.wadi.server.bench.NexmarkOutcome;
import dev.wadi.server.bench.NexmarkQuery;
import dev.wadi.server.bench.NexmarkScripts;
import dev.wadi.server.pipeline.QueryRunner;
import dev.wadi.server.terminal.Progress;
import dev.wadi.server.terminal.Terminal;
import dev.wadi.server.terminal.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `wadi bench`
@Command(
    name = "bench",
    description = "Measures events per second of the Nexmark queries, in this process.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    footer = {"", "Example: ./wadi bench --queries q0,q5 --events 1000000"})
final class BenchCommand implements Callable<Integer> {
  private static final List<String> HEADER =
      List.of("query", "", "wall s", "CPU s", "events/s", "events/CPU s", "Flink's", "ratio");

  @Option(
      names = "--queries",
      split = ",",
      description = "'all', or some of q0 to q22 and tumble",
      defaultValue = "all")
  private List<String> queries;

  @Option(names = "--events", description = "events per run", defaultValue = "5000000")
  private long events;

  @Option(
      names = "--runs",
      description = "runs per query, of which the best counts",
      defaultValue = "3")
  private int runs;

  @Option(names = "--parallelism", description = "subtasks per stage; one per processor if absent")
  private Integer parallelism;

  @Option(names = "--json", description = "print JSON instead of a table")
  private boolean json;

  private volatile String doing = "starting";

  /// What is printed as JSON.
  private record Report(List<NexmarkOutcome> queries, Double meanRatio) {}

  @Override
  public Integer call() throws IOException {
    if (events < 1 || runs < 1) {
      throw new WadiException(ErrorCode.INVALID_ARGUMENT, "--events and --runs must be at least 1");
    }
    List<NexmarkQuery> asked = asked();
    int subtasks = Parallelism.orProcessors(parallelism);
    List<NexmarkOutcome> outcomes = new ArrayList<>();
    Path folder = Files.createTempDirectory("wadi-bench");
    try (QueryRunner runner = QueryRunner.start(EngineSettings.defaults());
        var progress = new Progress(Terminal.current())) {
      var scripts = new NexmarkScripts(folder, events, false);
      var bench = new NexmarkBench(runner, scripts, events, runs, subtasks);
      progress.show(_ -> doing);
      for (NexmarkQuery query : asked) {
        outcomes.add(bench.measure(query, run -> say(query, outcomes.size(), run, asked.size())));
      }
    } finally {
      delete(folder);
    }
    print(outcomes);
    return 0;
  }

  private void say(NexmarkQuery query, int done, int run, int queries) {
    doing =
        "%s %s, run %d of %d"
            .formatted(
                Progress.bar((long) done * runs + run, (long) queries * runs),
                query.title(),
                run + 1,
                runs);
  }

  private List<NexmarkQuery> asked() {
    return queries.equals(List.of("all"))
        ? List.of(NexmarkQuery.values())
        : queries.stream().map(BenchCommand::query).toList();
  }

  private static NexmarkQuery query(String title) {
    List<NexmarkQuery> all = List.of(NexmarkQuery.values());
    String wanted = title.strip().toLowerCase(Locale.ROOT);
    return all.stream()
        .filter(query -> query.title().equals(wanted))
        .findFirst()
        .orElseThrow(() -> {
          var error =
              new WadiException(
                  ErrorCode.INVALID_ARGUMENT, "--queries: there is no query '%s'".formatted(title));
          return Names.nearest(wanted, all.stream().map(NexmarkQuery::title).toList())
              .map(nearest -> error.withHint("did you mean '%s'?".formatted(nearest)))
              .orElse(error);
        });
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void print(List<NexmarkOutcome> outcomes) throws JsonProcessingException {
    OptionalDouble mean = NexmarkOutcome.meanRatio(outcomes);
    if (json) {
      ObjectMapper mapper =
          new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
      var report = new Report(outcomes, mean.isPresent() ? mean.getAsDouble() : null);
      System.out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(report));
      return;
    }
    List<List<String>> rows = outcomes.stream().map(BenchCommand::row).toList();
    TextTable table = TextTable.fitting(HEADER, rows);
    table.head().forEach(System.out::println);
    rows.forEach(row -> System.out.println(table.row(row)));
    System.out.printf(
        Locale.ROOT,
        "%,d events per run, the best of %d; %d subtasks per stage%n",
        events,
        runs,
        Parallelism.orProcessors(parallelism));
    mean.ifPresent(ratio ->
        System.out.printf(
            Locale.ROOT, "geometric mean of the ratios to Flink per CPU second: %.2f%n", ratio));
    outcomes.forEach(BenchCommand::explain);
  }

  private static List<String> row(NexmarkOutcome outcome) {
    return switch (outcome) {
      case NexmarkOutcome.Refused refused ->
          List.of(refused.query(), refused.description(), "", "", "", "", "", "");
      case NexmarkOutcome.Measured result ->
          List.of(
              result.query(),
              result.description(),
              number("%.2f", result.wallSeconds()),
              number("%.2f", result.cpuSeconds()),
              number("%,.0f", result.eventsPerSecond()),
              number("%,.0f", result.eventsPerCpuSecond()),
              number("%,.0f", result.flinkEventsPerCpuSecond()),
              number("%.2f", result.ratio()));
    };
  }

  private static String number(String format, Double value) {
    return value == null ? "" : String.format(Locale.ROOT, format, value);
  }

  private static void explain(NexmarkOutcome outcome) {
    if (outcome instanceof NexmarkOutcome.Refused refused) {
      System.out.printf("%s: not supported yet: %s%n", refused.query(), refused.notSupportedYet());
    }
  }
}
