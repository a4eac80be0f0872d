package dev.wadi.server.http;

import dev.wadi.engine.checkpoint.CheckpointHistory;
import dev.wadi.engine.checkpoint.CheckpointHistory.StageBytes;
import java.time.Instant;
import java.util.List;

/// A checkpoint as clients see it.
///
/// @param state `Running`, `Finished` or `Failed`
/// @param finishTime null while it is being made
/// @param durationMillis null while it is being made
/// @param bytes of the state that it has
/// @param bytesWritten those of them that were written for this checkpoint
/// @param error why it failed, or null
/// @param operators the state by stage
record CheckpointView(
    long epoch,
    String state,
    String startTime,
    String finishTime,
    Long durationMillis,
    long bytes,
    long bytesWritten,
    String error,
    List<StageBytes> operators) {
  static CheckpointView of(CheckpointHistory.Entry entry) {
    Long finished = entry.finishedMillis().orElse(null);
    String state = finished == null ? "Running" : entry.error().isPresent() ? "Failed" : "Finished";
    return new CheckpointView(
        entry.epoch(),
        state,
        Instant.ofEpochMilli(entry.startedMillis()).toString(),
        finished == null ? null : Instant.ofEpochMilli(finished).toString(),
        finished == null ? null : finished - entry.startedMillis(),
        entry.bytes(),
        entry.bytesWritten(),
        entry.error().orElse(null),
        entry.stages());
  }
}
