package dev.wadi.engine.batch;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/// Collects selected rows of many batches into one dense batch. Used by one thread at a time. Holds
/// no memory between {@link #build()} and the next {@link #append}.
public final class BatchBuilder implements AutoCloseable {
  private static final int FIRST_CAPACITY = 1024;

  private final Schema schema;
  private final BufferAllocator allocator;
  private final int firstCapacity;
  private final List<VectorAppender> columns = new ArrayList<>();
  private int rowCount;

  /// @param schema types of the columns of each batch that is appended; names mean nothing
  public BatchBuilder(Schema schema, BufferAllocator allocator) {
    this(schema, allocator, FIRST_CAPACITY);
  }

  /// @param firstCapacity for how many rows there is room at first
  public BatchBuilder(Schema schema, BufferAllocator allocator, int firstCapacity) {
    this.schema = schema;
    this.allocator = allocator;
    this.firstCapacity = firstCapacity;
  }

  /// Copies rows of a batch behind those that are here.
  ///
  /// @param batch borrowed
  /// @param rows physical rows, or null for the batch's own selection
  public void append(Batch batch, Selection rows) {
    Selection chosen = rows == null ? batch.selection() : rows;
    int count = chosen == null ? batch.physicalRowCount() : chosen.count();
    open(count);
    for (int i = 0; i < columns.size(); i++) {
      columns
          .get(i)
          .append(batch.column(i), chosen == null ? null : chosen.rows(), count, rowCount);
    }
    rowCount += count;
  }

  /// How many rows are here.
  public int rowCount() {
    return rowCount;
  }

  /// The rows that are here, as columns that this keeps: borrowed, valid until the next append.
  public List<Column> view() {
    open(0);
    columns.forEach(column -> column.seal(rowCount));
    return columns.stream().map(column -> Column.of(column.vector())).toList();
  }

  /// A dense batch of all rows that are here, owned by the caller; this is empty afterwards.
  public Batch build() {
    open(0);
    List<Column> finished = new ArrayList<>();
    for (VectorAppender column : columns) {
      finished.add(column.finish(rowCount));
    }
    columns.clear();
    Batch batch = Batch.of(finished, rowCount);
    rowCount = 0;
    return batch;
  }

  private void open(int rows) {
    while (columns.size() < schema.getFields().size()) {
      var field = schema.getFields().get(columns.size());
      columns.add(VectorAppender.of(field, allocator, Math.max(rows, firstCapacity)));
    }
  }

  /// Drops the rows that are here; the builder stays usable.
  @Override
  public void close() {
    columns.forEach(VectorAppender::close);
    columns.clear();
    rowCount = 0;
  }
}
