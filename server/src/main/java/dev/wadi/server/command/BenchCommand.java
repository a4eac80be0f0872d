package dev.wadi.server.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.wadi.engine.jet.EngineSettings;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.bench.NexmarkBench;
import dev.wadi.server.bench.NexmarkBench.Result;
import dev.wadi.server.bench.NexmarkQuery;
import dev.wadi.server.pipeline.QueryRunner;
import dev.wadi.server.terminal.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `wadi bench`
@Command(
    name = "bench",
    description = "Measures events per second of the Nexmark queries, in this process.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class BenchCommand implements Callable<Integer> {
  private static final List<String> HEADER =
      List.of("query", "", "events", "wall s", "CPU s", "events/s", "events/CPU s");

  @Option(names = "--events", description = "events per run", defaultValue = "20000000")
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

  @Override
  public Integer call() throws JsonProcessingException {
    if (events < 1 || runs < 1) {
      throw new WadiException(ErrorCode.INVALID_ARGUMENT, "--events and --runs must be at least 1");
    }
    int subtasks = Parallelism.orProcessors(parallelism);
    List<Result> results = new ArrayList<>();
    try (QueryRunner runner = QueryRunner.start(EngineSettings.defaults())) {
      var bench = new NexmarkBench(runner, events, runs, subtasks);
      for (NexmarkQuery query : NexmarkQuery.values()) {
        System.err.println("running " + query.title() + " ...");
        results.add(bench.measure(query));
      }
    }
    print(results);
    return 0;
  }

  private void print(List<Result> results) throws JsonProcessingException {
    if (json) {
      ObjectMapper mapper =
          new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
      System.out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(results));
      return;
    }
    List<List<String>> rows = results.stream().map(BenchCommand::row).toList();
    TextTable table = TextTable.fitting(HEADER, rows);
    table.head().forEach(System.out::println);
    rows.forEach(row -> System.out.println(table.row(row)));
  }

  private static List<String> row(Result result) {
    return List.of(
        result.query(),
        result.description(),
        "%,d".formatted(result.events()),
        "%.2f".formatted(result.wallSeconds()),
        "%.2f".formatted(result.cpuSeconds()),
        "%,.0f".formatted(result.eventsPerSecond()),
        "%,.0f".formatted(result.eventsPerCpuSecond()));
  }
}
