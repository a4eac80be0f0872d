package dev.wadi.engine.jet;

import dev.wadi.engine.checkpoint.CheckpointHistory;
import dev.wadi.engine.checkpoint.Manifest;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// One run of a pipeline. Thread-safe.
public final class Job {
  private static final long OTHERS_SECONDS = 10;

  private final com.hazelcast.jet.Job jet;
  private final Execution execution;
  private final CompletableFuture<Void> completion;
  // Set before Jet's job is cancelled, when a run with checkpoints has come to its end.
  private volatile CompletableFuture<Void> ownOutcome;
  private volatile boolean cancelledShared;
  private LastCheckpoint.Result lastResult;

  Job(com.hazelcast.jet.Job jet, Execution execution, Member member) {
    this.jet = jet;
    this.execution = execution;
    this.completion =
        stopped()
            .thenCompose(error -> {
              member.release(execution);
              return execution
                  .ended()
                  .thenCompose(_ -> othersEnded())
                  .whenComplete((_, _) -> member.forget(execution))
                  .thenCompose(_ -> outcome(error));
            });
    execution.durable().ifPresent(run -> run.exhausted().thenRun(() -> finish(run)));
    if (isShared()) {
      execution.failing().thenRun(this::stopShared);
    }
  }

  // With Jet's error, or null. Jet may tell of a shared run that it has failed only when all
  // members that it knows have answered, also such as have left.
  private CompletableFuture<Throwable> stopped() {
    CompletableFuture<Throwable> jetStopped = jet.getFuture().handle((_, error) -> error);
    return isShared()
        ? jetStopped.applyToEither(execution.failing(), Function.identity())
        : jetStopped;
  }

  private void stopShared() {
    execution.giveUp();
    execution.part().ifPresent(DurablePart::giveUp);
    execution.others().ifPresent(OtherParts::over);
    LastCheckpoint.cancel(jet);
  }

  // One that does not answer for long is left alone: what it still does counts for nothing.
  private CompletableFuture<Void> othersEnded() {
    if (!isShared()) {
      return CompletableFuture.completedFuture(null);
    }
    OtherParts others = execution.others().orElseThrow();
    others.over();
    return others.ended().completeOnTimeout(null, OTHERS_SECONDS, TimeUnit.SECONDS);
  }

  // All input has been processed: a last checkpoint, which commits what was written since the one
  // before, and then there is nothing left to do.
  private void finish(DurableRun run) {
    LastCheckpoint.Result result = lastCheckpoint(run);
    Manifest last = run.checkpoints().last();
    if (isShared() && execution.failure().isPresent()) {
      return;
    }
    if (result == LastCheckpoint.Result.MADE && last.finished()) {
      ownOutcome = CompletableFuture.completedFuture(null);
      LastCheckpoint.cancel(jet);
    } else if (result == LastCheckpoint.Result.FAILED) {
      ownOutcome = CompletableFuture.failedFuture(run.checkpoints().lastFailure());
      LastCheckpoint.cancel(jet);
    }
    // Otherwise somebody else has stopped it a moment before.
  }

  // One for all who want the run to end.
  private synchronized LastCheckpoint.Result lastCheckpoint(DurableRun run) {
    if (lastResult == null) {
      lastResult =
          LastCheckpoint.make(jet, run, () -> isShared() && execution.failure().isPresent());
    }
    return lastResult;
  }

  private CompletableFuture<Void> outcome(Throwable error) {
    if (error == null) {
      return CompletableFuture.completedFuture(null);
    }
    if (ownOutcome != null) {
      return ownOutcome;
    }
    if (hasCheckpoints() && execution.failure().isPresent() && !cancelledShared) {
      return CompletableFuture.failedFuture(execution.failure().get());
    }
    if (cancelledShared || jet.isUserCancelled()) {
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
    // Somebody may have left since, but that is not why it ends.
    cancelledShared = isShared() && execution.failure().isEmpty();
    execution.giveUp();
    // A store that hangs must not keep it: while a snapshot goes on, Jet cancels nothing.
    execution.part().ifPresent(DurablePart::giveUp);
    execution.others().ifPresent(OtherParts::over);
    LastCheckpoint.cancel(jet);
    completion.handle((_, _) -> null).join();
  }

  /// Whether other members have parts in it.
  boolean isShared() {
    return execution.others().isPresent();
  }

  /// What the other members have of it; nothing if it runs on one alone.
  public List<MemberShare> others() {
    return execution.others().map(OtherParts::shares).orElse(List.of());
  }

  /// Whether it makes checkpoints.
  public boolean hasCheckpoints() {
    return execution.durable().isPresent();
  }

  /// Stops a job that makes checkpoints with a last one, which has everything that it has read, and
  /// returns when it has stopped; does nothing to one that has ended.
  ///
  /// @throws WadiException if that checkpoint could not be made; the job has stopped nevertheless
  public void stop() {
    DurableRun run = execution.durable().orElseThrow();
    LastCheckpoint.Result result = lastCheckpoint(run);
    cancel();
    if (result == LastCheckpoint.Result.FAILED) {
      throw run.checkpoints().lastFailure();
    }
  }

  /// Completes, if ever, when it has made its first checkpoint; dependent actions must be quick.
  public CompletableFuture<Void> firstCheckpoint() {
    return execution
        .durable()
        .map(run -> run.checkpoints().first())
        .orElseGet(CompletableFuture::new);
  }

  /// What became of its checkpoints, newest first; none if it makes none.
  public List<CheckpointHistory.Entry> checkpoints() {
    return execution.durable().map(run -> run.checkpoints().history().entries()).orElse(List.of());
  }

  /// The same with what became of all of them; empty if it makes none.
  public Optional<CheckpointHistory> checkpointHistory() {
    return execution.durable().map(run -> run.checkpoints().history());
  }

  public List<StageMetrics> metrics() {
    return execution.metrics();
  }

  /// Off-heap memory that the job holds now.
  public long offHeapBytes() {
    return execution.memoryBytes();
  }
}
