package dev.wadi.engine.operator;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.AsyncFunction.Answer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// A row that waits for its answer.
///
/// @param part a dense batch that the row is in; holds a reference of it
/// @param pending null if the function is not asked for this row
record WaitingRow(Batch part, int row, CompletableFuture<Answer> pending) {
  void whenAnswered(Runnable told) {
    if (pending == null) {
      told.run();
    } else {
      pending.whenComplete((_, _) -> told.run());
    }
  }

  boolean isAnswered() {
    return pending == null || pending.isDone();
  }

  /// The answer, if the function was asked.
  ///
  /// @throws WadiException if the query is to fail
  Optional<Answer> answer() {
    try {
      return Optional.ofNullable(pending).map(CompletableFuture::join);
    } catch (CompletionException e) {
      throw e.getCause() instanceof WadiException cause ? cause : e;
    }
  }

  void release() {
    part.release();
  }

  /// Releases it; nobody waits for the answer any more.
  void giveUp() {
    if (pending != null) {
      pending.cancel(true);
    }
    release();
  }
}
