package dev.wadi.connectors.format;

import dev.wadi.sdk.batch.Batch;
import java.util.List;

/// Makes messages of rows, on one thread at a time.
public interface MessageWriter extends AutoCloseable {
  /// A message for each row of a batch that counts; null for a row that is nothing.
  ///
  /// @param batch if it has one more column than the table, that is the change kind
  List<byte[]> values(Batch batch);

  /// What tells the row of each message apart; empty if the table does not say.
  default List<byte[]> keys(Batch batch) {
    return List.of();
  }

  /// Messages with the same number must stay in order: they may be about the same row. Empty if
  /// order does not matter.
  default List<Integer> orders(Batch batch) {
    return List.of();
  }

  @Override
  default void close() {}
}
