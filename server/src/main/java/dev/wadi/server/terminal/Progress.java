package dev.wadi.server.terminal;

import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.server.output.RowReceiver;
import java.util.function.LongSupplier;

/// A line on standard error that says how far a job has come, over and over, until it is closed; or
/// nothing, if nobody looks. Rows on the same screen are printed over it.
public final class Progress implements AutoCloseable {
  private static final long EVERY_MILLIS = 250;

  private final boolean seen;
  private Thread thread;
  private boolean closed;
  private int shown;

  public Progress(Terminal terminal) {
    this.seen = terminal.errors();
  }

  /// Begins to show.
  ///
  /// @param rowsRead how many rows were read so far
  public synchronized void show(LongSupplier rowsRead) {
    if (seen && !closed) {
      thread = Thread.ofPlatform().name("wadi-progress").daemon().start(() -> run(rowsRead));
    }
  }

  /// Takes the line away before rows are printed.
  public RowReceiver over(RowReceiver rows) {
    return new RowReceiver() {
      @Override
      public void row(String table, ChangeKind change, byte[] json) {
        synchronized (Progress.this) {
          erase();
          rows.row(table, change, json);
        }
      }

      @Override
      public void flush() {
        synchronized (Progress.this) {
          erase();
          rows.flush();
        }
      }
    };
  }

  private void run(LongSupplier rowsRead) {
    long start = System.nanoTime();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(EVERY_MILLIS);
        double seconds = (System.nanoTime() - start) / 1e9;
        long rows = rowsRead.getAsLong();
        print("%,d rows read in %.1f s, %,.0f rows/s".formatted(rows, seconds, rows / seconds));
      }
    } catch (InterruptedException e) {
      // closed
    }
  }

  private synchronized void print(String line) {
    if (!closed) {
      erase();
      System.err.print(line);
      System.err.flush();
      shown = line.length();
    }
  }

  private void erase() {
    if (shown > 0) {
      System.err.print("\r" + " ".repeat(shown) + "\r");
      System.err.flush();
      shown = 0;
    }
  }

  /// Takes the line away for good.
  @Override
  public synchronized void close() {
    closed = true;
    erase();
    if (thread != null) {
      thread.interrupt();
    }
  }
}
