package dev.wadi.server.pipeline;

/// Where a pipeline goes on that is started again.
public sealed interface RestartFrom {
  /// Its newest checkpoint that is whole; the beginning if it has made none.
  record LastCheckpoint() implements RestartFrom {}

  /// The beginning: its checkpoints are forgotten, but for those with names.
  record Beginning() implements RestartFrom {}

  /// A checkpoint with a name, wherever the pipeline has been since.
  record Savepoint(String name) implements RestartFrom {}
}
