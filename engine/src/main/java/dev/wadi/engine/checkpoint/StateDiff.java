package dev.wadi.engine.checkpoint;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Selection;
import java.io.IOException;
import org.apache.arrow.memory.BufferAllocator;

/// Compares a state with the one before, batch by batch. Used by one thread.
final class StateDiff implements AutoCloseable {
  // If one percent changes at random, more in a row are rare in a million.
  private static final int CHANGED_TOGETHER = 8;

  private final RowDigester digester;
  private final RowDigests before;
  private final RowDigests after = new RowDigests();
  private final long bytesMax;
  private final DeltaRuns runs = new DeltaRuns();
  private final IntArray fresh = new IntArray();
  private DeltaWriter delta;
  private DigestIndex index;
  private boolean comparable = true;
  private boolean unchanged;
  private int expected;
  // How many rows in a row were not there.
  private int missing;

  /// What has come out of it.
  ///
  /// @param rows the hashes of the rows, null if they have none
  /// @param unchanged whether the rows are those of the state before, in their order
  /// @param delta the file that tells what has changed, or null if it would be too large
  record Result(RowDigests rows, boolean unchanged, ByteSequence delta) {}

  /// @param before the rows of the state before, or null if nothing is known of them
  /// @param bytesMax of the file that tells what has changed
  StateDiff(RowDigester digester, RowDigests before, BufferAllocator allocator, long bytesMax) {
    this.digester = digester;
    this.before = before;
    this.bytesMax = bytesMax;
    this.unchanged = before != null;
    this.delta = before == null ? null : new DeltaWriter(allocator);
  }

  /// @param batch the next of the state, dense, borrowed
  void add(Batch batch) throws IOException {
    int first = after.count();
    if (!comparable || !digester.digest(batch, after)) {
      comparable = false;
      giveUp();
      return;
    }
    // A file without any batch would be told by its rows, but there are none.
    if (before != null && batch.rowCount() > 0 && (unchanged || delta != null)) {
      compare(first, batch.rowCount());
      write(batch);
    }
  }

  private void compare(int first, int count) {
    runs.clear();
    fresh.clear();
    for (int row = 0; row < count; row++) {
      int found = find(first + row);
      runs.add(found);
      if (found < 0) {
        fresh.add(row);
        unchanged = false;
        expected++;
        missing++;
      } else {
        unchanged &= found == first + row;
        expected = found + 1;
        missing = 0;
      }
    }
  }

  // Mostly, a row is where it was, one was removed before it, or it has changed in its place. An
  // index of a million rows takes longer than everything else; it is for rows that have moved.
  private int find(int row) {
    if (isAt(expected, row)) {
      return expected;
    }
    if (isAt(expected + 1, row)) {
      return expected + 1;
    }
    if (index == null && changedInItsPlace(row)) {
      return DeltaRuns.NEW;
    }
    if (index == null) {
      index = new DigestIndex(before);
    }
    return index.find(after, row);
  }

  private boolean isAt(int place, int row) {
    return place < before.count() && row < after.count() && before.isSame(place, after, row);
  }

  // Then one of those behind it is where it was. Behind the last row of a batch nothing is known
  // yet,
  // and behind the last that there was, rows are new.
  private boolean changedInItsPlace(int row) {
    for (int i = 1; i <= CHANGED_TOGETHER; i++) {
      if (expected + i >= before.count() || isAt(expected + i, row + i)) {
        return true;
      }
      if (row + i + 1 >= after.count()) {
        return missing < CHANGED_TOGETHER;
      }
    }
    return false;
  }

  private void write(Batch batch) throws IOException {
    if (delta != null) {
      int[] rows = fresh.toArray();
      delta.add(batch, runs, new Selection(rows, rows.length));
      if (delta.bytes() > bytesMax) {
        giveUp();
      }
    }
  }

  private void giveUp() {
    if (delta != null) {
      delta.close();
      delta = null;
    }
  }

  /// To be called when all batches have been added.
  Result finish() throws IOException {
    if (!comparable) {
      return new Result(null, false, null);
    }
    boolean same = unchanged && after.count() == before.count();
    ByteSequence file = delta == null || same ? null : delta.finish();
    return new Result(after, same, file == null || file.length() > bytesMax ? null : file);
  }

  @Override
  public void close() {
    giveUp();
  }
}
