package dev.wadi.engine.order;

import dev.wadi.engine.operator.Operator;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Selection;

/// What a {@link ReleaseOperator} does with rows that wait, and with those that are complete.
public interface Completion extends AutoCloseable {
  /// Of what a completion keeps itself.
  int FIRST_MARK = 2;

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

  /// Writes what rows that were complete have left for those to come.
  ///
  /// @param state marks it from {@link #FIRST_MARK} on
  default void snapshot(StateRows state, Operator.StateWriter writer) {}

  /// Reads back the part of it that this subtask owns.
  ///
  /// @param rows borrowed
  default void restore(int mark, Batch rows) {
    throw new IllegalStateException("mark " + mark);
  }

  @Override
  void close();
}
