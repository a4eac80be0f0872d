package dev.wadi.server.shell;

import dev.wadi.server.control.protocol.Wadi.QueryProgress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// How far a query has come: `12 rows in 2.0 s; read 1,000,000 rows, 500,000/s; watermark 3 s
/// behind`.
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
    long count = rows.getAsLong();
    String here = String.format(Locale.ROOT, "%,d rows in %.1f s", count, seconds);
    return server
        .get()
        .map(progress -> here + there(progress, seconds))
        .orElseGet(() -> here + String.format(Locale.ROOT, ", %,.0f/s", count / seconds));
  }

  private String there(QueryProgress progress, double seconds) {
    String read =
        String.format(
            Locale.ROOT,
            "; read %,d rows, %,.0f/s",
            progress.getRowsRead(),
            progress.getRowsRead() / seconds);
    if (!progress.hasWatermark()) {
      return read;
    }
    var watermark = progress.getWatermark();
    Instant time = Instant.ofEpochSecond(watermark.getSeconds(), watermark.getNanos());
    return read + "; watermark " + distance(Duration.between(time, clock.instant()));
  }

  private static String distance(Duration lag) {
    String where = lag.isNegative() ? " ahead" : " behind";
    Duration length = lag.abs();
    if (length.toDays() > 0) {
      return length.toDays() + " d" + where;
    }
    if (length.toMinutes() > 0) {
      return "%d h %d min".formatted(length.toHours(), length.toMinutesPart()) + where;
    }
    return String.format(Locale.ROOT, "%.1f s", length.toMillis() / MILLIS) + where;
  }
}
