package dev.wadi.server.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.wadi.engine.jet.JobSettings;
import dev.wadi.planner.PlannedScript;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.bench.NexmarkOutcome.Measured;
import dev.wadi.server.bench.NexmarkOutcome.Refused;
import dev.wadi.server.output.RowReceiver;
import dev.wadi.server.pipeline.QueryRunner;
import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// Runs a query several times and keeps the best run, for noise only ever slows a run down.
public final class NexmarkBench {
  private final QueryRunner runner;
  private final NexmarkScripts scripts;
  private final long events;
  private final int runs;
  private final int parallelism;

  /// @param scripts over a site with so many events
  public NexmarkBench(
      QueryRunner runner, NexmarkScripts scripts, long events, int runs, int parallelism) {
    this.runner = runner;
    this.scripts = scripts;
    this.events = events;
    this.runs = runs;
    this.parallelism = parallelism;
  }

  /// @param starts is told of each run, from 0, when it starts
  public NexmarkOutcome measure(NexmarkQuery query, IntConsumer starts) {
    PlannedScript script;
    try {
      script = runner.plan(scripts.script(query));
    } catch (WadiException e) {
      if (e.code() != ErrorCode.UNSUPPORTED_SQL) {
        throw e;
      }
      return new Refused(query.title(), query.description(), e.getMessage());
    }
    return IntStream.range(0, runs)
        .peek(starts)
        .mapToObj(run -> once(query, script))
        .max(Comparator.comparingDouble(Measured::eventsPerCpuSecond))
        .orElseThrow();
  }

  private Measured once(NexmarkQuery query, PlannedScript script) {
    var os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    JobSettings settings = JobSettings.defaults(query.title()).withParallelism(parallelism);
    long cpuBefore = os.getProcessCpuTime();
    long before = System.nanoTime();
    runner.start(script, settings, RowReceiver.NOBODY).completion().join();
    long wall = System.nanoTime() - before;
    long cpu = os.getProcessCpuTime() - cpuBefore;
    return Measured.of(query, events, wall / 1e9, cpu / 1e9);
  }
}
