package dev.wadi.engine.evaluation;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.Optional;

/// One operation of a compiled expression. It belongs to one expression, so its result lives in
/// memory of its own until it computes the next rows; nobody else writes there.
///
/// @param <V> how the values are represented, which follows from the type
interface Node<V extends Values> {
  /// Computes one value per row.
  V evaluate(Rows rows);

  /// The result for selected rows of a batch as a column that is there anyway, retained for the
  /// caller; empty if there is none.
  default Optional<Column> existingColumn(Batch batch, Selection selection) {
    return Optional.empty();
  }
}
