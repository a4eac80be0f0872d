package dev.wadi.engine.evaluation;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.Optional;

/// A column of the batch.
final class InputNode<V extends Values> implements Node<V> {
  private final int index;
  private final SqlType type;
  private final V values;

  InputNode(int index, SqlType type, V values) {
    this.index = index;
    this.type = type;
    this.values = values;
  }

  @Override
  public V evaluate(Rows rows) {
    Column column = rows.batch().column(index);
    ColumnReader.read(column.vector(), column.hasNulls(), type, rows, values);
    return values;
  }

  @Override
  public Optional<Column> existingColumn(Batch batch, Selection selection) {
    return Optional.of(batch.column(index).retain());
  }
}
