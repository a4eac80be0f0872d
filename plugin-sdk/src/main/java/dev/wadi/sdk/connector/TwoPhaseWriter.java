package dev.wadi.sdk.connector;

import dev.wadi.sdk.batch.Batch;
import java.util.List;

/// Writes batches that become visible with checkpoints, on one thread at a time. The life of a
/// checkpoint: {@link #prepare} when its barrier has come; {@link #commit} when it has been
/// published. If it could not be published, what was prepared for it stays and is committed with
/// the next one.
public interface TwoPhaseWriter extends AutoCloseable {
  /// Writes the rows of a batch that count, in order, so that nobody sees them yet. The batch is
  /// borrowed.
  void write(Batch batch);

  /// Makes all rows written since the last call durable but not visible.
  ///
  /// @param epoch the checkpoint's number, greater than all before
  /// @return what is to be committed: each a text from which another process can commit it, too;
  ///   none if there is nothing
  List<String> prepare(long epoch);

  /// Makes visible what was prepared, of one or several checkpoints, in order. Must do nothing for
  /// what is visible already.
  void commit(List<String> committables);

  /// Frees resources and discards rows that were not prepared. What was prepared must stay: it may
  /// stand in a checkpoint that has been published, and is committed or discarded by the next run.
  @Override
  void close();
}
