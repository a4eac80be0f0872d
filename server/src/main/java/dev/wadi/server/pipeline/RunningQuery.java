package dev.wadi.server.pipeline;

import dev.wadi.engine.checkpoint.CheckpointHistory;
import dev.wadi.engine.jet.Job;
import dev.wadi.engine.jet.StageMetrics;
import dev.wadi.engine.jet.StageMetrics.OperatorFigures;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A script that was started.
public final class RunningQuery {
  /// The names of stages that read a table, such as `0 read flights`.
  public static final Pattern SOURCE_STAGE = Pattern.compile("\\d+ read .*");

  // How the names of operators begin that write to a table.
  private static final String WRITE = "write ";

  private final Job job;
  private final Runnable detachReceiver;
  private final CompletableFuture<Void> completion;

  /// @param report what is left to do after the job has come to its end
  RunningQuery(Job job, Runnable detachReceiver, Runnable report) {
    this.job = job;
    this.detachReceiver = detachReceiver;
    job.completion().whenComplete((done, failure) -> detachReceiver.run());
    this.completion = job.completion().thenRun(report);
  }

  /// Completes when the input has come to its end, fails with what made the job fail.
  public CompletableFuture<Void> completion() {
    return completion.copy();
  }

  /// Stops the job and waits until it has stopped. The receiver must not hold the job back any
  /// more.
  public void cancel() {
    detachReceiver.run();
    job.cancel();
  }

  /// Stops a job that makes checkpoints with a last one, and waits until it has stopped.
  ///
  /// @throws dev.wadi.sdk.error.WadiException if that could not be made; the job has stopped
  ///   nevertheless
  void stop() {
    job.stop();
  }

  boolean hasCheckpoints() {
    return job.hasCheckpoints();
  }

  /// Completes, if ever, when it has made its first checkpoint; dependent actions must be quick.
  CompletableFuture<Void> firstCheckpoint() {
    return job.firstCheckpoint();
  }

  /// What became of its checkpoints, newest first.
  List<CheckpointHistory.Entry> checkpoints() {
    return job.checkpoints();
  }

  /// With what became of all of them; empty if it makes none.
  Optional<CheckpointHistory> checkpointHistory() {
    return job.checkpointHistory();
  }

  public List<StageMetrics> metrics() {
    return job.metrics();
  }

  /// How many rows all tables have given so far.
  public long rowsRead() {
    return sources().mapToLong(StageMetrics::rowsIn).sum();
  }

  /// How far event time has come in the table that is behind the most, in microseconds since 1970;
  /// empty if no table has any, or not yet.
  public OptionalLong watermarkMicros() {
    return sources()
        .filter(StageMetrics::hasWatermark)
        .mapToLong(StageMetrics::watermarkMicros)
        .min();
  }

  private Stream<StageMetrics> sources() {
    return metrics().stream().filter(stage -> SOURCE_STAGE.matcher(stage.stage()).matches());
  }

  /// How many rows have been given to tables so far.
  long rowsWritten() {
    return metrics().stream()
        .flatMap(stage -> stage.operators().stream())
        .filter(operator -> operator.operator().startsWith(WRITE))
        .mapToLong(OperatorFigures::rowsIn)
        .sum();
  }

  /// How many servers have a part of it.
  int servers() {
    return 1 + job.others().size();
  }

  /// The memory outside the heap that the job holds.
  public long offHeapBytes() {
    return job.offHeapBytes();
  }
}
