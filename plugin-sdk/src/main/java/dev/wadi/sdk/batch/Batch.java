package dev.wadi.sdk.batch;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Rows in columns. All columns have {@link #physicalRowCount()} rows; if there is a selection,
/// only its rows count, the others hold unspecified (but readable) values. Starts with one
/// reference and holds one reference of each column.
///
/// A batch may have no columns and still have rows (`SELECT count(*)` needs none).
public final class Batch implements AutoCloseable {
  private final List<Column> columns;
  private final int physicalRowCount;
  private final Selection selection;
  private final AtomicInteger references = new AtomicInteger(1);

  private Batch(List<Column> columns, int physicalRowCount, Selection selection) {
    for (Column column : columns) {
      assert column.rowCount() == physicalRowCount
          : column.rowCount() + " rows instead of " + physicalRowCount;
    }
    this.columns = List.copyOf(columns);
    this.physicalRowCount = physicalRowCount;
    this.selection = selection;
  }

  /// Takes over one reference of each column.
  public static Batch of(List<Column> columns, int rowCount) {
    return new Batch(columns, rowCount, null);
  }

  /// Takes over one reference of each column.
  ///
  /// @param selection the rows that count, or null for all
  public static Batch of(List<Column> columns, int physicalRowCount, Selection selection) {
    return new Batch(columns, physicalRowCount, selection);
  }

  /// A batch with the same columns (retained) and another selection of physical rows.
  public Batch select(Selection rows) {
    columns.forEach(Column::retain);
    return new Batch(columns, physicalRowCount, rows);
  }

  /// The columns, borrowed.
  public List<Column> columns() {
    return columns;
  }

  /// Column `i`, borrowed.
  public Column column(int i) {
    return columns.get(i);
  }

  /// The rows that count.
  public int rowCount() {
    return selection == null ? physicalRowCount : selection.count();
  }

  /// The length of each column.
  public int physicalRowCount() {
    return physicalRowCount;
  }

  /// How much memory the columns need, whatever rows count.
  public long bytes() {
    return columns.stream().mapToLong(column -> column.vector().getBufferSize()).sum();
  }

  /// The rows that count, or null if all do.
  public Selection selection() {
    return selection;
  }

  /// The physical row of the i-th row that counts.
  public int row(int i) {
    return selection == null ? i : selection.row(i);
  }

  /// One more reference; returns this.
  public Batch retain() {
    references.incrementAndGet();
    return this;
  }

  /// Gives up one reference; the last one releases the columns.
  public void release() {
    int left = references.decrementAndGet();
    if (left == 0) {
      columns.forEach(Column::release);
    } else if (left < 0) {
      throw new IllegalStateException("batch released more often than retained");
    }
  }

  /// The same as {@link #release()}, for try-with-resources.
  @Override
  public void close() {
    release();
  }
}
