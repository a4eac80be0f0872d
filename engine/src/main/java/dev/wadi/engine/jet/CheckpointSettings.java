package dev.wadi.engine.jet;

import dev.wadi.engine.checkpoint.CheckpointHistory;
import dev.wadi.engine.checkpoint.CheckpointRun.Patience;
import dev.wadi.engine.checkpoint.CheckpointStore;
import dev.wadi.engine.checkpoint.DeltaLimits;
import java.time.Duration;
import java.util.function.Consumer;

/// How a pipeline is made to survive its process.
///
/// @param pipeline its lasting name: letters, digits, `_` and `-`
/// @param fingerprint of its plan, as {@link dev.wadi.engine.plan.PlanCodec#fingerprint} says: a
///   run does not go on from the checkpoint of another plan
/// @param store where its checkpoints are kept
/// @param interval from one checkpoint to the next
/// @param patience how long the store may take
/// @param limits when only what has changed of a state is written
/// @param ended gets to know what became of each; must not block
/// @param shared whether other members of the cluster may have a part in the run: they reach the
///   store, and all tables, in the same way
public record CheckpointSettings(
    String pipeline,
    String fingerprint,
    CheckpointStore store,
    Duration interval,
    Patience patience,
    DeltaLimits limits,
    Consumer<CheckpointHistory.Entry> ended,
    boolean shared) {
  /// A shorter one costs throughput, a longer one time after a failure.
  public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(10);

  /// How many checkpoints are kept: should the newest be damaged, there are others.
  static final int KEPT = 3;

  public CheckpointSettings {
    if (!interval.isPositive()) {
      throw new IllegalArgumentException("interval " + interval);
    }
  }

  /// With as much patience, and limits, as usual.
  public CheckpointSettings(
      String pipeline,
      String fingerprint,
      CheckpointStore store,
      Duration interval,
      Consumer<CheckpointHistory.Entry> ended) {
    this(pipeline, fingerprint, store, interval, Patience.DEFAULT, DeltaLimits.DEFAULT, ended);
  }

  /// Of a run that stays on its member.
  public CheckpointSettings(
      String pipeline,
      String fingerprint,
      CheckpointStore store,
      Duration interval,
      Patience patience,
      DeltaLimits limits,
      Consumer<CheckpointHistory.Entry> ended) {
    this(pipeline, fingerprint, store, interval, patience, limits, ended, false);
  }

  /// The same for a run that may have parts on other members, or may not.
  public CheckpointSettings shared(boolean allowed) {
    return new CheckpointSettings(
        pipeline, fingerprint, store, interval, patience, limits, ended, allowed);
  }
}
