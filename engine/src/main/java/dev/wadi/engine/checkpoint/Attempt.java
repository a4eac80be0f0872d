package dev.wadi.engine.checkpoint;

import dev.wadi.engine.checkpoint.CheckpointRun.Identity;
import dev.wadi.engine.checkpoint.CheckpointRun.Outcome;
import dev.wadi.engine.checkpoint.Manifest.StageEntry;
import dev.wadi.engine.checkpoint.Manifest.StateFile;
import dev.wadi.engine.checkpoint.TaskFiles.Written;
import dev.wadi.engine.dataflow.SplitState;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A checkpoint that is being made. Guarded by the lock of its {@link CheckpointRun}.
final class Attempt {
  final long startedMillis;
  Outcome outcome = Outcome.PENDING;
  IOException failure;

  private final Map<TaskId, TaskState> states = new TreeMap<>();
  private final Map<TaskId, Written> written = new TreeMap<>();
  private long progressNanos;

  Attempt(long startedMillis) {
    this.startedMillis = startedMillis;
  }

  void saved(TaskId task, TaskState state, long nanos) {
    states.put(task, state);
    progressNanos = nanos;
  }

  /// The files of a task are durable, or writing them has failed.
  ///
  /// @param problem null if it has not
  void written(TaskId task, Written durable, IOException problem, long nanos) {
    written.put(task, durable);
    failure = failure == null ? problem : failure;
    progressNanos = nanos;
  }

  boolean isWritten(Identity identity) {
    return written.size() == identity.tasks().size();
  }

  /// How long it has not come any further.
  long idleNanos(long nanos) {
    return nanos - progressNanos;
  }

  /// The files that have been written for it.
  List<StateFile> fresh() {
    return written.values().stream().flatMap(files -> files.fresh().stream()).toList();
  }

  /// The files that it needs besides.
  List<StateFile> inherited() {
    Set<StateFile> fresh = Set.copyOf(fresh());
    return written.values().stream()
        .flatMap(files -> files.operators().stream())
        .flatMap(state -> state.files().stream())
        .filter(file -> !fresh.contains(file))
        .toList();
  }

  /// Lets go of the memory.
  void forget() {
    states.clear();
    written.clear();
  }

  Manifest manifest(Identity identity, long epoch, long nowMillis) {
    return new Manifest(
        identity.pipeline(),
        identity.run(),
        epoch,
        identity.fingerprint(),
        startedMillis,
        // Clocks may be put back.
        Math.max(0, nowMillis - startedMillis),
        identity.stages().keySet().stream().sorted().map(id -> stage(identity, id)).toList());
  }

  private StageEntry stage(Identity identity, int id) {
    List<TaskState> ofStage = ofStage(states, id);
    return new StageEntry(
        id,
        identity.stages().get(id),
        identity.ended().contains(id) || ofStage.stream().allMatch(TaskState::ended),
        ofStage.stream()
            .flatMap(state -> state.splits().stream())
            .sorted(Comparator.comparing((SplitState split) -> split.split().id()))
            .toList(),
        ofStage(written, id).stream().flatMap(files -> files.operators().stream()).toList(),
        ofStage.stream().flatMap(state -> state.outputs().stream()).toList());
  }

  private static <T> List<T> ofStage(Map<TaskId, T> byTask, int stage) {
    return byTask.entrySet().stream()
        .filter(entry -> entry.getKey().stage() == stage)
        .map(Map.Entry::getValue)
        .toList();
  }
}
