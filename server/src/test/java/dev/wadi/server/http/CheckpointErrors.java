package dev.wadi.server.http;

import dev.wadi.engine.checkpoint.CheckpointRun;
import dev.wadi.engine.checkpoint.CheckpointRun.Outcome;
import dev.wadi.engine.checkpoint.CheckpointRun.Patience;
import dev.wadi.engine.checkpoint.CheckpointStore;
import dev.wadi.engine.checkpoint.Checkpoints;
import dev.wadi.engine.checkpoint.DeltaLimits;
import dev.wadi.engine.checkpoint.DirectoryStore;
import dev.wadi.engine.checkpoint.TaskFiles;
import dev.wadi.engine.checkpoint.TaskId;
import dev.wadi.engine.checkpoint.TaskState;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/// What goes wrong with checkpoints, without waiting for it.
final class CheckpointErrors {
  private static final TaskId TASK = new TaskId(0, 0);

  private CheckpointErrors() {}

  static WadiException notWritten(Path directory) {
    try (CheckpointRun run = run(new DirectoryStore(directory))) {
      Files.writeString(directory, "");
      for (long epoch = 1; ; epoch++) {
        save(run, epoch);
      }
    } catch (WadiException e) {
      return e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static WadiException notReached(Path directory) {
    try {
      new Checkpoints(new DirectoryStore(directory), 1).newest();
      throw new IllegalStateException("not refused");
    } catch (WadiException e) {
      return e;
    }
  }

  static WadiException ofAnotherPlan(Path directory) {
    var store = new DirectoryStore(directory);
    try (CheckpointRun run = run(store)) {
      save(run, 1);
      new Checkpoints(store, 1).newest().requirePlan("another");
      throw new IllegalStateException("not refused");
    } catch (WadiException e) {
      return e;
    }
  }

  private static CheckpointRun run(CheckpointStore store) {
    var checkpoints = new Checkpoints(store, 1);
    var identity =
        new CheckpointRun.Identity(
            "pl_1", "job_1", "plan", Map.of(0, "0 read"), List.of(), List.of(TASK));
    // It saves no state.
    var files = new TaskFiles(store, "job_1", null, DeltaLimits.DEFAULT);
    var clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    return new CheckpointRun(
        checkpoints, identity, checkpoints.newest(), files, Patience.DEFAULT, clock, _ -> {});
  }

  private static void save(CheckpointRun run, long epoch) {
    run.save(epoch, TASK, new TaskState(false, List.of(), Map.of(), List.of()));
    while (run.outcome(epoch) == Outcome.PENDING) {
      Thread.onSpinWait();
    }
  }
}
