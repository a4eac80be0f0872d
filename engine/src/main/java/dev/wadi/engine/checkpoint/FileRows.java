package dev.wadi.engine.checkpoint;

import dev.wadi.sdk.batch.Batch;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.arrow.memory.BufferAllocator;

/// The rows of one file of state, by number. Reads them as they are asked for, once, and keeps
/// those that are needed later.
final class FileRows implements AutoCloseable {
  private final InputStream in;
  private final StateStream.Reader batches;
  // By the number of their first row.
  private final NavigableMap<Integer, Batch> kept = new TreeMap<>();
  private int rows;

  /// @param in its rows, taken over
  FileRows(InputStream in, BufferAllocator allocator) {
    this.in = in;
    this.batches = new StateStream.Reader(in, allocator);
  }

  /// The batch that a row is in, borrowed, by the number of its first row.
  ///
  /// @throws DamagedFileException if there are not so many rows
  Map.Entry<Integer, Batch> batchOf(int row) throws IOException {
    while (row >= rows) {
      Batch next = batches.next();
      if (next == null) {
        throw new DamagedFileException("there is no row %d, but %d".formatted(row, rows));
      }
      kept.put(rows, next);
      rows += next.rowCount();
    }
    return kept.floorEntry(row);
  }

  /// Frees what is before a row.
  void forgetBefore(int row) {
    while (!kept.isEmpty() && kept.firstKey() + kept.firstEntry().getValue().rowCount() <= row) {
      kept.pollFirstEntry().getValue().release();
    }
  }

  @Override
  public void close() throws IOException {
    kept.values().forEach(Batch::release);
    kept.clear();
    in.close();
  }
}
