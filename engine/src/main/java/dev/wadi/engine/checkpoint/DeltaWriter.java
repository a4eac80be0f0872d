package dev.wadi.engine.checkpoint;

import dev.wadi.engine.batch.BatchBuilder;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.io.IOException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/// Collects a {@link DeltaFile}. Holds new rows of a batch's size off the heap; what it has written
/// is on the heap.
final class DeltaWriter implements AutoCloseable {
  // New rows that come one by one from many batches are written together.
  private static final int ROWS_TOGETHER = 8192;

  private final BufferAllocator allocator;
  private final ByteSequence runs = new ByteSequence();
  private final ByteSequence rows = new ByteSequence();
  private Schema schema;
  private BatchBuilder together;
  private int expected;

  DeltaWriter(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  /// Appends a batch.
  ///
  /// @param batch dense, borrowed
  /// @param made how it is made
  /// @param fresh those of its rows that are new
  void add(Batch batch, DeltaRuns made, Selection fresh) throws IOException {
    expected = made.write(expected, runs);
    if (fresh.count() == 0) {
      return;
    }
    var columns = new Schema(batch.columns().stream().map(Column::field).toList());
    if (!columns.equals(schema)) {
      flush();
      schema = columns;
      together = new BatchBuilder(columns, allocator);
    }
    together.append(batch, fresh);
    if (together.rowCount() >= ROWS_TOGETHER) {
      flush();
    }
  }

  private void flush() {
    if (together != null && together.rowCount() > 0) {
      StateStream.write(together.build(), allocator, rows);
    }
  }

  /// How many bytes the file has so far, without some rows that have come last.
  long bytes() {
    return runs.length() + rows.length();
  }

  /// The whole file.
  ByteSequence finish() throws IOException {
    flush();
    return DeltaFile.write(runs, rows);
  }

  /// Frees the rows that have not been written.
  @Override
  public void close() {
    if (together != null) {
      together.close();
    }
  }
}
