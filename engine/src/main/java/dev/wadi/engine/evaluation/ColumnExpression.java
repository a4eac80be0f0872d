package dev.wadi.engine.evaluation;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;

/// A compiled expression, used by one thread at a time.
public interface ColumnExpression extends AutoCloseable {
  /// Computes the expression for the selected rows.
  ///
  /// @param batch borrowed; its own selection is not looked at
  /// @param selection the physical rows to compute, or null for all of them
  /// @return a column with {@link Batch#physicalRowCount()} rows, one reference owned by the
  ///   caller; rows outside the selection are unspecified but readable (and their validity bit is,
  ///   too)
  /// @throws dev.wadi.sdk.error.WadiException if a selected row has no result
  Column evaluate(Batch batch, Selection selection);

  /// The rows for which a BOOLEAN expression is true (not false, not null).
  ///
  /// @param selection the physical rows to look at, or null for all of them
  Selection filter(Batch batch, Selection selection);

  /// Frees instances of functions, and memory that is kept from batch to batch.
  @Override
  void close();
}
