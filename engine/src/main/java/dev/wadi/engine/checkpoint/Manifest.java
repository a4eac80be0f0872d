package dev.wadi.engine.checkpoint;

import dev.wadi.engine.dataflow.SplitState;
import java.util.List;
import java.util.Optional;

/// All that a checkpoint consists of.
///
/// @param pipeline whose checkpoint it is
/// @param run the run that has made it, or that has begun from it
/// @param epoch its number; each is greater than all before
/// @param fingerprint of the plan that it belongs to
/// @param startedMillis when the first task began to save, since 1970
/// @param durationMillis how long it took until all files were written
/// @param stages of the dataflow, in order
public record Manifest(
    String pipeline,
    String run,
    long epoch,
    String fingerprint,
    long startedMillis,
    long durationMillis,
    List<StageEntry> stages) {
  public Manifest {
    // Those of the first version do not tell it.
    run = run == null ? "" : run;
    stages = List.copyOf(stages);
  }

  /// What a run begins with that has nothing to go on from.
  static Manifest beginning(String pipeline, String run, String fingerprint) {
    return new Manifest(pipeline, run, 0, fingerprint, 0, 0, List.of());
  }

  /// Whether it stands for the beginning, before the first checkpoint.
  boolean isBeginning() {
    return epoch == 0;
  }

  /// The same checkpoint, from which another run begins.
  Manifest begunBy(String other) {
    return new Manifest(pipeline, other, epoch, fingerprint, startedMillis, durationMillis, stages);
  }

  /// A stage with all its subtasks.
  ///
  /// @param stage its id
  /// @param name for people
  /// @param ended whether all its input had come to its end, so that it does not run again
  /// @param splits how far its source has read
  /// @param states of its operators
  /// @param outputs what its sinks are to commit
  public record StageEntry(
      int stage,
      String name,
      boolean ended,
      List<SplitState> splits,
      List<OperatorState> states,
      List<Output> outputs) {
    public StageEntry {
      splits = List.copyOf(splits);
      states = List.copyOf(states);
      outputs = List.copyOf(outputs);
    }

    /// The files of all states.
    List<StateFile> files() {
      return states.stream().flatMap(state -> state.files().stream()).toList();
    }
  }

  /// The state of one operator of one subtask.
  ///
  /// @param step which operator of the stage
  /// @param files the first has all rows, each other one tells what has changed since; they may be
  ///   shared by several checkpoints
  public record OperatorState(int step, int subtask, List<StateFile> files) {
    public OperatorState {
      files = List.copyOf(files);
    }
  }

  /// A file of a state.
  ///
  /// @param name in the store
  /// @param checksum CRC-32C, in hexadecimal
  public record StateFile(String name, long bytes, String checksum) {}

  /// What one subtask has prepared for a sink.
  ///
  /// @param sink which of the pipeline's sinks
  /// @param committables in order
  public record Output(int sink, List<String> committables) {
    public Output {
      committables = List.copyOf(committables);
    }
  }

  /// Whether all input had come to its end and all of it had been processed.
  public boolean finished() {
    return stages.stream().allMatch(StageEntry::ended);
  }

  public Optional<StageEntry> stage(int id) {
    return stages.stream().filter(entry -> entry.stage() == id).findFirst();
  }

  /// What stands there to be committed by a sink.
  public List<String> committables(int sink) {
    return stages.stream()
        .flatMap(stage -> stage.outputs().stream())
        .filter(output -> output.sink() == sink)
        .flatMap(output -> output.committables().stream())
        .toList();
  }

  List<StateFile> files() {
    return stages.stream().flatMap(stage -> stage.files().stream()).toList();
  }

  /// The bytes of all its files.
  public long bytes() {
    return files().stream().mapToLong(StateFile::bytes).sum();
  }
}
