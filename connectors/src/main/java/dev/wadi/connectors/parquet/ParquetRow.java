package dev.wadi.connectors.parquet;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.parquet.io.api.RecordConsumer;

/// A row of a batch as the library's writer takes it; moved from row to row, for the writer keeps
/// none.
final class ParquetRow {
  private final List<Field> fields;
  private final FieldVector[] vectors;
  private final ParquetCell[] cells;
  private int row;

  ParquetRow(List<Field> fields, Batch batch) {
    this.fields = fields;
    this.vectors = batch.columns().stream().map(Column::vector).toArray(FieldVector[]::new);
    this.cells = new ParquetCell[vectors.length];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = ParquetCell.of(vectors[i]);
    }
  }

  ParquetRow at(int newRow) {
    row = newRow;
    return this;
  }

  void write(RecordConsumer out) {
    out.startMessage();
    for (int i = 0; i < cells.length; i++) {
      ParquetCell.writeField(out, fields.get(i).getName(), i, vectors[i], cells[i], row);
    }
    out.endMessage();
  }
}
