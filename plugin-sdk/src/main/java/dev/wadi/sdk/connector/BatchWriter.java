package dev.wadi.sdk.connector;

import dev.wadi.sdk.batch.Batch;

/// Writes batches, on one thread at a time. After a restart from a checkpoint it gets the rows
/// since then a second time; a sink that wants them once is a {@link TwoPhaseSink}.
public interface BatchWriter extends AutoCloseable {
  /// Writes the rows of a batch that count, in order. The batch is borrowed.
  void write(Batch batch);

  /// Makes what was written so far visible as far as the system can without ending; called when the
  /// stream is quiet and at checkpoints.
  void flush();

  /// All input came to its end: everything written must become visible and durable.
  void finish();

  /// Frees resources. Without a preceding {@link #finish()} the run was cancelled or failed, and
  /// unfinished output is discarded where the system can do that.
  @Override
  void close();
}
