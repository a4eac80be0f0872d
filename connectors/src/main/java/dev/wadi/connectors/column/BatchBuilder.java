package dev.wadi.connectors.column;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/// Collects rows into a batch. Write the values of row {@link #row()} through {@link #columns()},
/// then {@link #endRow()} or {@link #discardRow()}; hand out the batch with {@link #build()} and go
/// on with the next. Single-threaded.
public final class BatchBuilder implements AutoCloseable {
  private final List<Field> fields;
  private final BufferAllocator allocator;
  private final int capacity;
  private List<ColumnBuilder> columns = List.of();
  private int row;

  /// @param fields the batch's columns, in order
  /// @param capacity after how many rows the batch is {@link #full()}
  public BatchBuilder(List<Field> fields, BufferAllocator allocator, int capacity) {
    this.fields = List.copyOf(fields);
    this.allocator = allocator;
    this.capacity = capacity;
    start();
  }

  private void start() {
    List<ColumnBuilder> started = new ArrayList<>();
    columns = started;
    for (Field field : fields) {
      started.add(ColumnBuilder.of(field, allocator, capacity));
    }
    row = 0;
  }

  /// The builders of the batch at hand; others after each {@link #build()}.
  public List<ColumnBuilder> columns() {
    return columns;
  }

  /// Where the memory of the batches comes from.
  public BufferAllocator allocator() {
    return allocator;
  }

  /// The row that is being written, which is also how many are complete.
  public int row() {
    return row;
  }

  public boolean full() {
    return row >= capacity;
  }

  /// @throws BadValue if a NOT NULL column has no value; the row is then still open
  public void endRow() {
    checkRow();
    row++;
  }

  /// @throws BadValue if a NOT NULL column has no value
  public void checkRow() {
    for (int i = 0; i < columns.size(); i++) {
      Field field = fields.get(i);
      if (!field.isNullable() && isNull(columns.get(i))) {
        throw new BadValue("column '%s' is NOT NULL and has no value".formatted(field.getName()));
      }
    }
  }

  private boolean isNull(ColumnBuilder column) {
    return row >= column.vector().getValueCapacity() || column.vector().isNull(row);
  }

  /// Forgets what was written of the open row.
  public void discardRow() {
    columns.forEach(column -> column.setNull(row));
  }

  /// The complete rows, owned by the caller; the builder goes on empty.
  public Batch build() {
    List<Column> finished = new ArrayList<>();
    for (ColumnBuilder column : columns) {
      column.vector().setValueCount(row);
      finished.add(Column.of(column.vector()));
    }
    Batch batch = Batch.of(finished, row);
    start();
    return batch;
  }

  /// Frees the rows that were not handed out.
  @Override
  public void close() {
    columns.forEach(column -> column.vector().close());
    columns = List.of();
  }
}
