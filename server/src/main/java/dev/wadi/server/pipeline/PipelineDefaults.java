package dev.wadi.server.pipeline;

import java.time.Duration;

/// What holds for a pipeline that does not say otherwise.
///
/// @param parallelism subtasks of each stage
/// @param checkpointInterval from one checkpoint to the next
/// @param unattendedPreview how long a preview runs without a reader
/// @param restarts of those that fail
public record PipelineDefaults(
    int parallelism,
    Duration checkpointInterval,
    Duration unattendedPreview,
    RestartPolicy restarts) {
  /// The same for other intervals.
  public PipelineDefaults withCheckpointInterval(Duration interval) {
    return new PipelineDefaults(parallelism, interval, unattendedPreview, restarts);
  }

  /// The same for another length of previews without a reader.
  public PipelineDefaults withUnattendedPreview(Duration time) {
    return new PipelineDefaults(parallelism, checkpointInterval, time, restarts);
  }

  /// The same for other restarts.
  public PipelineDefaults withRestarts(RestartPolicy policy) {
    return new PipelineDefaults(parallelism, checkpointInterval, unattendedPreview, policy);
  }
}
