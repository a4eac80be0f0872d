package dev.wadi.engine.checkpoint;

import dev.wadi.engine.checkpoint.CheckpointRun.Patience;
import dev.wadi.engine.dataflow.SplitState;
import dev.wadi.sdk.connector.Source;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/// Runs of a job with two stages: one reads with two subtasks, the other writes with one.
final class Runs {
  static final TaskId FIRST_READER = new TaskId(0, 0);
  static final TaskId SECOND_READER = new TaskId(0, 1);
  static final TaskId WRITER = new TaskId(1, 0);

  static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_000_000), ZoneOffset.UTC);

  private Runs() {}

  static CheckpointRun start(CheckpointStore store, String name) {
    return start(store, name, Patience.DEFAULT, CLOCK);
  }

  static CheckpointRun start(CheckpointStore store, String name, Patience patience, Clock clock) {
    // What tasks save here is small, and no rows.
    var files = new TaskFiles(store, name, null, DeltaLimits.DEFAULT);
    return start(store, name, files, patience, clock);
  }

  static CheckpointRun start(
      CheckpointStore store, String name, TaskFiles files, Patience patience, Clock clock) {
    var checkpoints = new Checkpoints(store, 2);
    var identity =
        new CheckpointRun.Identity(
            "pl_1",
            name,
            "plan",
            Map.of(0, "0 read", 1, "1 write"),
            List.of(),
            List.of(FIRST_READER, SECOND_READER, WRITER));
    RestorePoint from = checkpoints.begin("pl_1", name, "plan");
    return new CheckpointRun(checkpoints, identity, from, files, patience, clock, _ -> {});
  }

  /// What a task saves whose state is a text.
  static TaskState state(String text) {
    var position = new SplitState(new Source.Split("s", text), 0, false);
    return new TaskState(
        false,
        List.of(position),
        Map.of(3, ByteSequence.of(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))),
        List.of(new Manifest.Output(0, List.of("commit " + text))));
  }

  /// A checkpoint of all tasks.
  ///
  /// @return what has become of it
  static CheckpointRun.Outcome checkpoint(CheckpointRun run, long epoch) {
    run.save(epoch, FIRST_READER, state("a" + epoch));
    run.save(epoch, SECOND_READER, state("b" + epoch));
    run.save(epoch, WRITER, state("c" + epoch));
    return decided(run, epoch);
  }

  static CheckpointRun.Outcome decided(CheckpointRun run, long epoch) {
    while (run.outcome(epoch) == CheckpointRun.Outcome.PENDING) {
      Thread.onSpinWait();
    }
    return run.outcome(epoch);
  }
}
