package dev.wadi.server.shell;

import java.time.Duration;

/// Ctrl-C while something runs: ends that, not the shell. Thread-safe.
final class Interrupts {
  private Runnable cancel;
  private boolean happened;

  /// Something begins to run.
  ///
  /// @param how it is cancelled; quick, since it is called by the thread for signals
  synchronized void begin(Runnable how) {
    cancel = how;
    happened = false;
  }

  synchronized void end() {
    cancel = null;
  }

  void happen() {
    Runnable due;
    synchronized (this) {
      due = cancel;
      happened = due != null;
      notifyAll();
    }
    if (due != null) {
      due.run();
    }
  }

  /// Whether what runs is to end.
  synchronized boolean happened() {
    return happened;
  }

  /// Waits.
  ///
  /// @return whether the time has passed without an interrupt
  synchronized boolean pause(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    try {
      for (long left = time.toMillis();
          left > 0 && !happened;
          left = (end - System.nanoTime()) / 1_000_000) {
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return !happened;
  }
}
