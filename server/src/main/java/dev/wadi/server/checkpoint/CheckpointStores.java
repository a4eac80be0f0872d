package dev.wadi.server.checkpoint;

import dev.wadi.engine.checkpoint.CheckpointStore;

/// The stores of all pipelines of a server. Thread-safe.
public interface CheckpointStores extends AutoCloseable {
  CheckpointStore of(String pipelineId);

  @Override
  void close();
}
