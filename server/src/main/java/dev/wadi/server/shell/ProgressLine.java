package dev.wadi.server.shell;

import dev.wadi.server.control.protocol.Wadi.QueryProgress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// How far a query has come: `12 rows in 2.0 s; 1,000,000 read, 500,000/s; lag 3.0 s`. The lag is
/// that of the watermark, behind the clock. Short, since it has to fit into a line.
final class ProgressLine {
  private static final double MILLIS = 1e3;

  private final Supplier<Optional<QueryProgress>> server;
  private final LongSupplier rows;
  private final Clock clock;

  /// @param server tells how far the query has come, if it does
  /// @param rows that have come here
  ProgressLine(Supplier<Optional<QueryProgress>> server, LongSupplier rows, Clock clock) {
    this.server = server;
    this.rows = rows;
    this.clock = clock;
  }

  /// The line after so many seconds.
  String after(double seconds) {
    Optional<QueryProgress> progress = server.get();
    long count = rows.getAsLong();
    String here = String.format(Locale.ROOT, "%,d rows in %.1f s", count, seconds);
    return here
        + progress
            .map(figures -> there(figures, seconds))
            .orElseGet(() -> String.format(Locale.ROOT, ", %,.0f/s", count / seconds));
  }

  private String there(QueryProgress progress, double seconds) {
    String read =
        String.format(
            Locale.ROOT,
            "; %,d read, %,.0f/s",
            progress.getRowsRead(),
            progress.getRowsRead() / seconds);
    if (!progress.hasWatermark()) {
      return read;
    }
    var watermark = progress.getWatermark();
    Instant time = Instant.ofEpochSecond(watermark.getSeconds(), watermark.getNanos());
    return read + "; lag " + length(Duration.between(time, clock.instant()));
  }

  private static String length(Duration lag) {
    if (lag.toDays() > 0) {
      return lag.toDays() + " d";
    }
    if (lag.toMinutes() > 0) {
      return "%d h %d min".formatted(lag.toHours(), lag.toMinutesPart());
    }
    return String.format(Locale.ROOT, "%.1f s", lag.toMillis() / MILLIS);
  }
}
