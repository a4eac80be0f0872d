package dev.wadi.engine.order;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Selection;

/// What a {@link ReleaseOperator} does with rows that wait, and with those that are complete.
public interface Completion extends AutoCloseable {
  /// Keeps rows of a batch, which is borrowed.
  ///
  /// @param chosen which rows, or null for those that count
  void add(Batch batch, Selection chosen);

  /// Gives away all rows that wait, as one dense batch.
  Batch takeAll();

  /// The results of rows that have all come.
  ///
  /// @param rows dense; taken over
  OrderedRows complete(Batch rows);

  /// Results that were not handed out before a snapshot.
  ///
  /// @param results dense; taken over
  OrderedRows resume(Batch results);

  @Override
  void close();
}
