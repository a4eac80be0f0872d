package dev.wadi.server.flight.metadata;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Schema;

/// An answer.
///
/// @param rows values as {@link Cells} takes them
public record MetadataTable(Schema columns, List<List<Object>> rows) {
  /// @return owned by the caller
  public Batch batch(BufferAllocator allocator) {
    List<Column> vectors = new ArrayList<>();
    for (int i = 0; i < columns.getFields().size(); i++) {
      FieldVector vector = columns.getFields().get(i).createVector(allocator);
      vector.allocateNew();
      for (int row = 0; row < rows.size(); row++) {
        Cells.set(vector, row, rows.get(row).get(i));
      }
      vector.setValueCount(rows.size());
      vectors.add(Column.of(vector));
    }
    return Batch.of(vectors, rows.size());
  }
}
