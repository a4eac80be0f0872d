package dev.wadi.engine.checkpoint;

import dev.wadi.engine.checkpoint.Manifest.OperatorState;
import dev.wadi.engine.checkpoint.Manifest.StageEntry;
import dev.wadi.engine.dataflow.SplitState;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;

/// Where a run starts: a checkpoint, or the very beginning.
///
/// @param manifest empty for the beginning
/// @param lastEpoch the greatest number that any checkpoint has had so far, 0 if there was none
/// @param number of the last manifest that stood there
public record RestorePoint(
    CheckpointStore store, Optional<Manifest> manifest, long lastEpoch, long number) {
  RestorePoint withNumber(long other) {
    return new RestorePoint(store, manifest, lastEpoch, other);
  }

  /// The same place in the log, but another checkpoint.
  RestorePoint of(Manifest other) {
    return new RestorePoint(store, Optional.of(other), lastEpoch, number);
  }

  private Optional<StageEntry> stage(int stage) {
    return manifest.flatMap(from -> from.stage(stage));
  }

  /// Whether a stage had come to its end.
  public boolean ended(int stage) {
    return stage(stage).map(StageEntry::ended).orElse(false);
  }

  /// How far a stage had read, of all its subtasks; empty at the beginning.
  public Optional<List<SplitState>> splits(int stage) {
    return stage(stage).map(StageEntry::splits);
  }

  /// What a sink is to commit before it goes on.
  public List<String> committables(int sink) {
    return manifest.map(from -> from.committables(sink)).orElse(List.of());
  }

  /// Reads the state that all subtasks had of an operator.
  ///
  /// @param batches each borrows a batch
  /// @throws WadiException if a file cannot be read
  public void read(int stage, int step, BufferAllocator allocator, Consumer<Batch> batches) {
    for (OperatorState state : stage(stage).map(StageEntry::states).orElse(List.of())) {
      if (state.step() == step) {
        try {
          StateChain.read(store, state.files(), allocator, batches);
        } catch (NoSuchFileException | DamagedFileException e) {
          throw unreadable(ErrorCode.CHECKPOINT_UNUSABLE, e);
        } catch (IOException e) {
          throw unreadable(ErrorCode.CHECKPOINT_STORE_UNAVAILABLE, e);
        }
      }
    }
  }

  private WadiException unreadable(ErrorCode code, IOException e) {
    return new WadiException(
        code, "the checkpoint's state in %s: %s".formatted(store.location(), e.getMessage()), e);
  }

  /// @param current fingerprint of the plan that is to go on from here
  /// @throws WadiException if the checkpoint was made by another plan
  public void requirePlan(String current) {
    manifest.ifPresent(from -> {
      if (!from.fingerprint().equals(current)) {
        throw new WadiException(
                ErrorCode.CHECKPOINT_UNUSABLE,
                "checkpoint %d of pipeline '%s' was made by another plan: its SQL, a table or a plugin has changed since"
                    .formatted(from.epoch(), from.pipeline()))
            .withHint("undo the change, or start the pipeline anew");
      }
    });
  }
}
