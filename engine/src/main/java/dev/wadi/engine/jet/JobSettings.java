package dev.wadi.engine.jet;

import dev.wadi.engine.plan.PipelineSettings;
import java.io.Serializable;
import java.time.Duration;

/// Settings of one run of a pipeline.
///
/// @param name for people
/// @param pipeline whose job it is; null for none
/// @param parallelism how many subtasks each stage has at most
/// @param batchRows how many rows a batch has at most
/// @param lingerMillis how long rows may be held back to fill a batch
public record JobSettings(
    String name, String pipeline, int parallelism, int batchRows, long lingerMillis)
    implements Serializable {
  /// 4 k to 16 k rows measured alike; smaller batches cost, larger ones add latency.
  public static final int DEFAULT_BATCH_ROWS = 8192;

  private static final long DEFAULT_LINGER_MILLIS = 10;

  public JobSettings {
    if (parallelism < 1 || batchRows < 1 || lingerMillis < 0) {
      throw new IllegalArgumentException(
          "parallelism %d, batchRows %d, lingerMillis %d"
              .formatted(parallelism, batchRows, lingerMillis));
    }
  }

  /// One subtask per processor.
  public static JobSettings defaults(String name) {
    return new JobSettings(
        name,
        null,
        Runtime.getRuntime().availableProcessors(),
        DEFAULT_BATCH_ROWS,
        DEFAULT_LINGER_MILLIS);
  }

  public JobSettings withParallelism(int newParallelism) {
    return new JobSettings(name, pipeline, newParallelism, batchRows, lingerMillis);
  }

  public JobSettings withBatchRows(int newBatchRows) {
    return new JobSettings(name, pipeline, parallelism, newBatchRows, lingerMillis);
  }

  /// The same for a job of a pipeline.
  public JobSettings of(String newPipeline, String newName) {
    return new JobSettings(newName, newPipeline, parallelism, batchRows, lingerMillis);
  }

  /// With what the pipeline's own SQL sets.
  public JobSettings with(PipelineSettings own) {
    return new JobSettings(
        name,
        pipeline,
        own.parallelism().orElse(parallelism),
        own.batchRows().orElse(batchRows),
        own.linger().map(Duration::toMillis).orElse(lingerMillis));
  }
}
