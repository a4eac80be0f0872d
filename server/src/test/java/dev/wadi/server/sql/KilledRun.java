package dev.wadi.server.sql;

import dev.wadi.engine.checkpoint.CheckpointRun.Patience;
import dev.wadi.engine.jet.CheckpointSettings;
import dev.wadi.engine.jet.Job;
import dev.wadi.engine.jet.JobSettings;
import dev.wadi.engine.plan.PlanCodec;
import dev.wadi.engine.testing.DeltaChains;
import dev.wadi.engine.testing.MemoryStore;
import dev.wadi.planner.PlannedScript;
import java.time.Duration;
import java.util.Random;

/// A pipeline that is cancelled now and then and goes on from its checkpoints, if it has made any.
final class KilledRun {
  private static final Duration INTERVAL = Duration.ofMillis(3);
  private static final int LONGEST_RUN_NANOS = 15_000_000;
  private static final int PARALLELISM_MAX = 3;

  private final SqlEnvironment environment;
  private final PlannedScript planned;
  private final CheckpointSettings checkpoints;
  private final Random random;

  KilledRun(SqlEnvironment environment, PlannedScript planned) {
    String fingerprint = PlanCodec.fingerprint(planned.pipeline());
    this.environment = environment;
    this.planned = planned;
    this.checkpoints =
        new CheckpointSettings(
            "pl",
            fingerprint,
            new MemoryStore(),
            INTERVAL,
            Patience.DEFAULT,
            DeltaChains.LIMITS,
            _ -> {});
    this.random = new Random(fingerprint.hashCode());
  }

  Job start() {
    JobSettings settings =
        JobSettings.defaults("killed")
            .with(planned.settings())
            .withParallelism(1 + random.nextInt(PARALLELISM_MAX));
    return environment.engine().submit(planned.pipeline(), settings, checkpoints);
  }

  /// Runs for a while and ends: cancelled at any moment, or stopped with a checkpoint.
  void interrupt() {
    Job job = start();
    long until = System.nanoTime() + random.nextInt(LONGEST_RUN_NANOS);
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    if (random.nextBoolean()) {
      job.stop();
    } else {
      job.cancel();
    }
  }
}
