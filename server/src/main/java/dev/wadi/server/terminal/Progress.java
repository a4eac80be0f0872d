package dev.wadi.server.terminal;

import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.server.output.RowReceiver;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// A line on standard error that says how far something has come, over and over, until it is
/// closed; or nothing, if nobody looks. Rows on the same screen are printed over it.
public final class Progress implements AutoCloseable {
  private static final long EVERY_MILLIS = 250;
  private static final int BAR_WIDTH = 30;

  private final boolean seen;
  private Thread thread;
  private boolean closed;
  private int shown;

  public Progress(Terminal terminal) {
    this.seen = terminal.errors();
  }

  /// Begins to show how many rows were read.
  ///
  /// @param rowsRead how many they are so far; asked from another thread
  public void showRows(LongSupplier rowsRead) {
    long start = System.nanoTime();
    show(() -> {
      double seconds = (System.nanoTime() - start) / 1e9;
      long rows = rowsRead.getAsLong();
      return "%,d rows read in %.1f s, %,.0f rows/s".formatted(rows, seconds, rows / seconds);
    });
  }

  /// Begins to show.
  ///
  /// @param line what there is to say; asked from another thread, again and again
  public synchronized void show(Supplier<String> line) {
    if (seen && !closed) {
      thread = Thread.ofPlatform().name("wadi-progress").daemon().start(() -> run(line));
    }
  }

  /// How far something has come, drawn.
  public static String bar(long done, long all) {
    int filled = (int) (all <= 0 ? BAR_WIDTH : Math.min(done, all) * BAR_WIDTH / all);
    return "[%s%s]".formatted("#".repeat(filled), ".".repeat(BAR_WIDTH - filled));
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

  private void run(Supplier<String> line) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(EVERY_MILLIS);
        print(line.get());
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
