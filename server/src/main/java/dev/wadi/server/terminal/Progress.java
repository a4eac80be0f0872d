package dev.wadi.server.terminal;

import java.util.Locale;
import java.util.function.Supplier;

/// A line on standard error that says how far a job has come, over and over, until it is closed; or
/// nothing, if nobody looks.
public final class Progress implements AutoCloseable {
  private static final long EVERY_MILLIS = 250;

  private final Supplier<Long> rowsRead;
  private final Thread thread;
  private volatile boolean closed;
  private int shown;

  private Progress(Supplier<Long> rowsRead) {
    this.rowsRead = rowsRead;
    this.thread = Thread.ofPlatform().name("wadi-progress").daemon().unstarted(this::run);
  }

  /// Begins to show.
  ///
  /// @param rowsRead how many rows were read so far
  public static Progress show(Terminal terminal, Supplier<Long> rowsRead) {
    var progress = new Progress(rowsRead);
    if (terminal.errors()) {
      progress.thread.start();
    }
    return progress;
  }

  private void run() {
    long start = System.nanoTime();
    try {
      while (!closed) {
        Thread.sleep(EVERY_MILLIS);
        double seconds = (System.nanoTime() - start) / 1e9;
        long rows = rowsRead.get();
        print("%,d rows read in %.1f s, %,.0f rows/s".formatted(rows, seconds, rows / seconds));
      }
    } catch (InterruptedException e) {
      // closed
    }
  }

  // Over the line before, whose rest is blanked out.
  private synchronized void print(String line) {
    if (!closed) {
      String padded = String.format(Locale.ROOT, "%-" + Math.max(shown, line.length()) + "s", line);
      System.err.print("\r" + padded);
      System.err.flush();
      shown = line.length();
    }
  }

  /// Takes the line away.
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      thread.interrupt();
      if (shown > 0) {
        System.err.print("\r" + " ".repeat(shown) + "\r");
        System.err.flush();
      }
    }
  }
}
