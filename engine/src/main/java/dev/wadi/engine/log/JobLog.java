package dev.wadi.engine.log;

import java.util.Map;
import org.slf4j.MDC;

/// Labels what a thread logs with the pipeline and the job that it belongs to, until it is closed.
public final class JobLog implements AutoCloseable {
  /// The key of a pipeline's id.
  public static final String PIPELINE = "pipeline";

  /// The key of a job's id.
  public static final String JOB = "job";

  private final String pipelineBefore = MDC.get(PIPELINE);
  private final String jobBefore = MDC.get(JOB);

  private JobLog() {}

  /// @param pipeline null if the job is of none
  /// @param job null if it is about the pipeline
  public static JobLog of(String pipeline, String job) {
    var before = new JobLog();
    put(PIPELINE, pipeline);
    put(JOB, job);
    return before;
  }

  private static void put(String key, String value) {
    if (value == null) {
      MDC.remove(key);
    } else {
      MDC.put(key, value);
    }
  }

  /// The same work, to be done by another thread with the labels of this one.
  public static Runnable carried(Runnable work) {
    Map<String, String> labels = MDC.getCopyOfContextMap();
    if (labels == null) {
      return work;
    }
    return () -> {
      try (var _ = of(labels.get(PIPELINE), labels.get(JOB))) {
        work.run();
      }
    };
  }

  @Override
  public void close() {
    put(PIPELINE, pipelineBefore);
    put(JOB, jobBefore);
  }
}
