package dev.wadi.engine.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// How a batch of state is made, in order: runs of rows that the state before had, and runs of new
/// rows, which are taken as they come.
///
/// As bytes: how many runs; then of each, twice its length, plus one if it is one of rows that were
/// there; of these, how far its first row is from the one that is expected, which is the one behind
/// the last, as if new rows had taken the place of old ones. All are numbers of 7 bits a byte, with
/// the least first.
final class DeltaRuns {
  static final int NEW = -1;

  private final IntArray starts = new IntArray();
  private final IntArray lengths = new IntArray();

  void clear() {
    starts.clear();
    lengths.clear();
  }

  /// Appends a row.
  ///
  /// @param from its number in the state before, or {@link #NEW}
  void add(int from) {
    int last = count() - 1;
    if (last >= 0 && continues(last, from)) {
      lengths.set(last, lengths.get(last) + 1);
    } else {
      addRun(from, 1);
    }
  }

  private boolean continues(int run, int from) {
    int start = starts.get(run);
    return start == NEW ? from == NEW : from == start + lengths.get(run);
  }

  private void addRun(int from, int length) {
    starts.add(from);
    lengths.add(length);
  }

  int count() {
    return starts.count();
  }

  /// The number of a run's first row in the state before, or {@link #NEW}.
  int start(int run) {
    return starts.get(run);
  }

  int length(int run) {
    return lengths.get(run);
  }

  /// @param expected the row of the state before that the first run is expected to begin with
  /// @return the one that the next batch is expected to begin with
  int write(int expected, OutputStream out) throws IOException {
    int next = expected;
    VarInt.write(count(), out);
    for (int run = 0; run < count(); run++) {
      int start = start(run);
      if (start == NEW) {
        VarInt.write((long) length(run) << 1, out);
      } else {
        VarInt.write((long) length(run) << 1 | 1, out);
        VarInt.writeSigned((long) start - next, out);
        next = start;
      }
      next += length(run);
    }
    return next;
  }

  /// The same, as {@link #write} wrote it.
  ///
  /// @throws DamagedFileException if it did not
  int read(int expected, InputStream in) throws IOException {
    clear();
    int next = expected;
    for (long runs = VarInt.read(in); runs > 0; runs--) {
      long run = VarInt.read(in);
      int length = Math.toIntExact(run >>> 1);
      if ((run & 1) == 0) {
        addRun(NEW, length);
      } else {
        next = Math.toIntExact(next + VarInt.readSigned(in));
        addRun(next, length);
      }
      next += length;
    }
    return next;
  }
}
