package dev.wadi.connectors.avro;

import dev.wadi.connectors.column.BadValue;
import dev.wadi.connectors.column.ScalarBuilder;
import dev.wadi.connectors.column.TimeText;
import java.util.Optional;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;

/// Dates, times and timestamps, which Avro has as numbers with a logical type.
enum Moment {
  DATE(0),
  TIME_MILLIS(1_000),
  TIME_MICROS(1_000_000),
  TIMESTAMP_MILLIS(1_000),
  TIMESTAMP_MICROS(1_000_000),
  TIMESTAMP_NANOS(1_000_000_000);

  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long NANOS_PER_DAY = 86_400 * NANOS_PER_SECOND;

  private final long unitsPerSecond;

  Moment(long unitsPerSecond) {
    this.unitsPerSecond = unitsPerSecond;
  }

  /// @param type null if there is none
  static Optional<Moment> of(LogicalType type) {
    return Optional.ofNullable(
        switch (type) {
          case LogicalTypes.Date _ -> DATE;
          case LogicalTypes.TimeMillis _ -> TIME_MILLIS;
          case LogicalTypes.TimeMicros _ -> TIME_MICROS;
          case LogicalTypes.TimestampMillis _, LogicalTypes.LocalTimestampMillis _ ->
              TIMESTAMP_MILLIS;
          case LogicalTypes.TimestampMicros _, LogicalTypes.LocalTimestampMicros _ ->
              TIMESTAMP_MICROS;
          case LogicalTypes.TimestampNanos _, LogicalTypes.LocalTimestampNanos _ -> TIMESTAMP_NANOS;
          case null, default -> null;
        });
  }

  void set(ScalarBuilder column, int row, long value) {
    switch (this) {
      case DATE -> column.setDate(row, value);
      case TIME_MILLIS, TIME_MICROS -> column.setTime(row, nanosOfDay(value));
      case TIMESTAMP_MILLIS, TIMESTAMP_MICROS, TIMESTAMP_NANOS ->
          column.setTimestamp(row, value, unitsPerSecond);
    }
  }

  // What is no time of day stays none.
  private long nanosOfDay(long value) {
    long factor = NANOS_PER_SECOND / unitsPerSecond;
    return Math.clamp(value, -1, Long.MAX_VALUE / factor) * factor;
  }

  /// As our JSON has it.
  void append(StringBuilder text, long value) {
    switch (this) {
      case DATE -> TimeText.appendDate(text, value);
      case TIME_MILLIS, TIME_MICROS -> {
        long nanos = nanosOfDay(value);
        if (nanos < 0 || nanos >= NANOS_PER_DAY) {
          throw new BadValue("%d is no time of day".formatted(value));
        }
        TimeText.appendTime(text, nanos);
      }
      case TIMESTAMP_MILLIS, TIMESTAMP_MICROS, TIMESTAMP_NANOS ->
          TimeText.appendTimestamp(text, value, unitsPerSecond);
    }
  }
}
