package dev.wadi.server.pipeline;

/// How a job is stopped.
public enum StopMode {
  /// What has been read is processed and written, a last checkpoint is made of that, and the next
  /// job goes on from it.
  CHECKPOINT,
  /// The same: there is no way to write what has been read that would not need a checkpoint, or the
  /// next job would write it again.
  GRACEFUL,
  /// At once; the next job goes on from the last checkpoint that there is.
  IMMEDIATE,
  /// The same without waiting until the job has come to its end, should a plugin or another system
  /// hold it up. The next job does not start before.
  FORCE;

  /// Whether a last checkpoint is made.
  boolean withCheckpoint() {
    return this == CHECKPOINT || this == GRACEFUL;
  }
}
