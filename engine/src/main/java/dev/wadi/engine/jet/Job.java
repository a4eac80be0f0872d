package dev.wadi.engine.jet;

import dev.wadi.sdk.error.WadiException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// One run of a pipeline. Thread-safe.
public final class Job {
  private final com.hazelcast.jet.Job jet;
  private final Execution execution;
  private final CompletableFuture<Void> completion;

  Job(com.hazelcast.jet.Job jet, Execution execution, Member member) {
    this.jet = jet;
    this.execution = execution;
    this.completion =
        jet.getFuture()
            .handle((_, error) -> {
              if (!execution.hasOpenStages()) {
                member.end(execution);
              }
              return execution.ended().thenCompose(_ -> outcome(error));
            })
            .thenCompose(outcome -> outcome);
  }

  private CompletableFuture<Void> outcome(Throwable error) {
    if (error == null) {
      return CompletableFuture.completedFuture(null);
    }
    if (jet.isUserCancelled()) {
      return CompletableFuture.failedFuture(new CancellationException("cancelled"));
    }
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    return CompletableFuture.failedFuture(
        WadiException.findIn(cause).map(Throwable.class::cast).orElse(cause));
  }

  /// Unique to this run.
  public String id() {
    return execution.jobId();
  }

  /// Completes when the job has ended and given back its memory: normally if all input was read and
  /// written, with a {@link WadiException} if it failed for a reason that a user can mend, with a
  /// {@link CancellationException} if it was cancelled, with another exception if that was our bug.
  public CompletableFuture<Void> completion() {
    return completion.copy();
  }

  /// Waits for the end.
  ///
  /// @throws WadiException as {@link #completion()} says
  /// @throws CancellationException if the job was cancelled
  public void join() {
    try {
      completion.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /// Stops the job and returns when it has stopped; does nothing to one that has ended.
  public void cancel() {
    try {
      jet.cancel();
    } catch (IllegalStateException e) {
      // It has ended by itself in the meantime.
    }
    completion.handle((_, _) -> null).join();
  }

  public List<StageMetrics> metrics() {
    return execution.metrics();
  }

  /// Off-heap memory that the job holds now.
  public long offHeapBytes() {
    return execution.memoryBytes();
  }
}
