package dev.wadi.wasm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.event.Level;

/// What a guest logs: so many lines at once, and so many per second. Collected and not logged at
/// once, so that no logger runs on top of a guest's stack.
final class GuestLog {
  static final int LINE_BYTES_MAX = 1_024;
  private static final int LINES_AT_ONCE = 100;
  private static final long NANOS_PER_LINE = TimeUnit.SECONDS.toNanos(1) / 20;

  private final LongSupplier nanoClock;
  private List<Line> lines = new ArrayList<>();
  private long left = LINES_AT_ONCE;
  private long filledNanos;
  private long dropped;

  record Line(Level level, String text) {}

  /// @param nanoClock as `System::nanoTime`
  GuestLog(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.filledNanos = nanoClock.getAsLong();
  }

  /// Whether there is room for a line; if not, it is counted. To be asked before each.
  boolean takes() {
    long earned = (nanoClock.getAsLong() - filledNanos) / NANOS_PER_LINE;
    filledNanos += earned * NANOS_PER_LINE;
    left = Math.min(left + earned, LINES_AT_ONCE);
    if (left == 0) {
      dropped++;
      return false;
    }
    left--;
    return true;
  }

  void add(Level level, String text) {
    if (dropped > 0) {
      lines.add(new Line(Level.WARN, "(%,d lines left out: too many)".formatted(dropped)));
      dropped = 0;
    }
    lines.add(new Line(level, GuestText.printable(text)));
  }

  /// The lines since this was last asked.
  List<Line> take() {
    if (lines.isEmpty()) {
      return List.of();
    }
    List<Line> taken = lines;
    lines = new ArrayList<>();
    return taken;
  }
}
