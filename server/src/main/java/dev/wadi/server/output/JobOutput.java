package dev.wadi.server.output;

import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.server.catalog.ErrorDescription;
import dev.wadi.server.catalog.JobState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The latest rows of a job, for any number of readers. Rows are numbered from 1. Memory is bounded
/// by rows and by bytes, however slow a reader is: what happens at the bound is the {@link Policy}.
///
/// Thread-safe. A reader's wake-up is called from the job's threads and must not block.
public final class JobOutput implements RowReceiver {
  private final Policy policy;
  private final long maxBytes;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition roomOrEnd = lock.newCondition();
  private final Set<Reader> readers = new HashSet<>();
  // Row n is at n modulo the length, for n from firstNumber to lastNumber.
  private final OutputRow[] rows;
  private long firstNumber = 1;
  private long lastNumber;
  private long bytes;
  private long unattendedSinceNanos = System.nanoTime();
  private End end;
  private boolean readToEnd;

  /// What happens to a row when there is no room for it.
  public enum Policy {
    /// The job waits until every reader has read the oldest row; without a reader it waits for one.
    WAIT_FOR_READERS,
    /// The oldest row goes; a reader that is too slow misses it and sees a gap in the numbers.
    KEEP_LATEST
  }

  /// @param number counted from 1 over all tables of the job
  /// @param change null if rows are only added
  public record OutputRow(long number, String table, ChangeKind change, byte[] json) {}

  /// How the job ended.
  ///
  /// @param error null unless it failed
  public record End(JobState state, long rows, ErrorDescription error) {}

  /// The next rows for one reader, and the job's end if there are no more.
  public record Portion(List<OutputRow> rows, End end) {}

  public JobOutput(Policy policy, int maxRows, long maxBytes) {
    this.policy = policy;
    this.rows = new OutputRow[maxRows];
    this.maxBytes = maxBytes;
  }

  @Override
  public void row(String table, ChangeKind change, byte[] json) {
    lock.lock();
    try {
      while (end == null && full(json) && policy == Policy.WAIT_FOR_READERS && oldestIsUnread()) {
        roomOrEnd.awaitUninterruptibly();
      }
      if (end != null) {
        return;
      }
      while (full(json)) {
        removeFirst();
      }
      addLast(table, change, json);
      readers.forEach(reader -> reader.wakeUp.run());
    } finally {
      lock.unlock();
    }
  }

  // One row is always kept, however large it is.
  private boolean full(byte[] json) {
    long count = lastNumber - firstNumber + 1;
    return count > 0 && (count == rows.length || bytes + json.length > maxBytes);
  }

  private boolean oldestIsUnread() {
    return readers.isEmpty() || readers.stream().anyMatch(reader -> reader.lastRead < firstNumber);
  }

  private int slot(long number) {
    return (int) (number % rows.length);
  }

  private void addLast(String table, ChangeKind change, byte[] json) {
    long number = ++lastNumber;
    rows[slot(number)] = new OutputRow(number, table, change, json);
    bytes += json.length;
  }

  private void removeFirst() {
    int slot = slot(firstNumber++);
    bytes -= rows[slot].json().length;
    rows[slot] = null;
  }

  /// Rows are at hand as soon as they are written.
  @Override
  public void flush() {}

  /// No more rows will come; those that the job still tries to write are dropped.
  ///
  /// @param error null unless the job failed
  public void end(JobState state, ErrorDescription error) {
    lock.lock();
    try {
      if (end == null) {
        end = new End(state, lastNumber, error);
        roomOrEnd.signalAll();
        readers.forEach(reader -> reader.wakeUp.run());
      }
    } finally {
      lock.unlock();
    }
  }

  /// A new reader of the rows that are still here and all later ones.
  ///
  /// @param afterNumber 0, or the last row that is already known
  /// @param wakeUp called whenever there may be something to take
  public Reader read(long afterNumber, Runnable wakeUp) {
    lock.lock();
    try {
      var reader = new Reader(afterNumber, wakeUp);
      readers.add(reader);
      roomOrEnd.signalAll();
      return reader;
    } finally {
      lock.unlock();
    }
  }

  /// For how long nobody has been reading; 0 while somebody does.
  public long unattendedNanos() {
    lock.lock();
    try {
      return readers.isEmpty() ? System.nanoTime() - unattendedSinceNanos : 0;
    } finally {
      lock.unlock();
    }
  }

  /// Whether somebody has read all of it.
  public boolean isReadToEnd() {
    lock.lock();
    try {
      return readToEnd;
    } finally {
      lock.unlock();
    }
  }

  /// How much memory its rows have.
  public long bytesHeld() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  /// One reader's place in the rows.
  public final class Reader implements AutoCloseable {
    private final Runnable wakeUp;
    private long lastRead;

    private Reader(long afterNumber, Runnable wakeUp) {
      this.lastRead = afterNumber;
      this.wakeUp = wakeUp;
    }

    /// At most so many rows that were not taken yet; never waits.
    public Portion take(int atMost) {
      lock.lock();
      try {
        List<OutputRow> taken = new ArrayList<>();
        long from = Math.max(firstNumber, lastRead + 1);
        for (long n = from; n <= lastNumber && taken.size() < atMost; n++) {
          taken.add(rows[slot(n)]);
        }
        if (!taken.isEmpty()) {
          lastRead = taken.getLast().number();
          roomOrEnd.signalAll();
        }
        boolean last = lastRead >= lastNumber;
        readToEnd |= last && end != null;
        return new Portion(taken, last ? end : null);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      lock.lock();
      try {
        if (readers.remove(this) && readers.isEmpty()) {
          unattendedSinceNanos = System.nanoTime();
        }
        roomOrEnd.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
