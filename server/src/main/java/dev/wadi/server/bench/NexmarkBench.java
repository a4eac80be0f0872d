package dev.wadi.server.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.wadi.engine.jet.JobSettings;
import dev.wadi.planner.PlannedScript;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.server.output.RowReceiver;
import dev.wadi.server.pipeline.QueryRunner;
import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Runs a query several times and keeps the best run, for noise only ever slows a run down.
public final class NexmarkBench {
  private final QueryRunner runner;
  private final long events;
  private final int runs;
  private final int parallelism;

  public NexmarkBench(QueryRunner runner, long events, int runs, int parallelism) {
    this.runner = runner;
    this.events = events;
    this.runs = runs;
    this.parallelism = parallelism;
  }

  /// One query's best run.
  ///
  /// @param events that were generated
  /// @param wallSeconds from the start of the job to its end
  /// @param cpuSeconds of all threads of the process in that time
  public record Result(
      String query,
      String description,
      long events,
      double wallSeconds,
      double cpuSeconds,
      double eventsPerSecond,
      double eventsPerCpuSecond) {
    private static Result of(NexmarkQuery query, long events, double wall, double cpu) {
      return new Result(
          query.title(), query.description(), events, wall, cpu, events / wall, events / cpu);
    }
  }

  public Result measure(NexmarkQuery query) {
    PlannedScript script = runner.plan(query.sql(events));
    return IntStream.range(0, runs)
        .mapToObj(run -> once(query, script))
        .max(Comparator.comparingDouble(Result::eventsPerCpuSecond))
        .orElseThrow();
  }

  private Result once(NexmarkQuery query, PlannedScript script) {
    var os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    JobSettings settings = JobSettings.defaults(query.title()).withParallelism(parallelism);
    long cpuBefore = os.getProcessCpuTime();
    long before = System.nanoTime();
    runner.start(script, settings, new NoRows()).completion().join();
    long wall = System.nanoTime() - before;
    long cpu = os.getProcessCpuTime() - cpuBefore;
    return Result.of(query, events, wall / 1e9, cpu / 1e9);
  }

  // The queries write to the blackhole connector.
  private static final class NoRows implements RowReceiver {
    @Override
    public void row(String table, ChangeKind change, byte[] json) {
      throw new IllegalStateException("the query previews rows");
    }

    @Override
    public void flush() {}
  }
}
