package dev.wadi.connectors.column;

import java.time.DateTimeException;
import java.util.function.ToLongFunction;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DurationVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntervalYearVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.TimeStampNanoVector;

/// Dates, times, timestamps and intervals, from the texts that {@link TimeText} reads.
public final class TemporalBuilder extends ScalarBuilder {
  private final ToLongFunction<String> parse;
  private final IntegerBuilder.LongSetter setter;
  private final Kind kind;
  private final long unitsPerMilli;

  private enum Kind {
    DATE,
    TIME,
    TIMESTAMP,
    INTERVAL
  }

  private TemporalBuilder(
      FieldVector vector,
      ToLongFunction<String> parse,
      IntegerBuilder.LongSetter setter,
      Kind kind,
      long unitsPerMilli) {
    super(vector);
    this.parse = parse;
    this.setter = setter;
    this.kind = kind;
    this.unitsPerMilli = unitsPerMilli;
  }

  static TemporalBuilder date(DateDayVector vector) {
    return new TemporalBuilder(
        vector, TimeText::parseDate, (row, days) -> vector.setSafe(row, (int) days), Kind.DATE, 0);
  }

  static TemporalBuilder time(TimeMicroVector vector) {
    return new TemporalBuilder(
        vector,
        text -> TimeText.parseTime(text) / 1000,
        (row, x) -> vector.setSafe(row, x),
        Kind.TIME,
        0);
  }

  static TemporalBuilder timestamp(TimeStampMicroVector vector) {
    return new TemporalBuilder(
        vector,
        text -> TimeText.parseTimestamp(text, 1_000_000),
        vector::setSafe,
        Kind.TIMESTAMP,
        1_000);
  }

  static TemporalBuilder timestamp(TimeStampNanoVector vector) {
    return new TemporalBuilder(
        vector,
        text -> TimeText.parseTimestamp(text, 1_000_000_000),
        vector::setSafe,
        Kind.TIMESTAMP,
        1_000_000);
  }

  static TemporalBuilder duration(DurationVector vector) {
    return new TemporalBuilder(
        vector, TimeText::parseDurationMicros, vector::setSafe, Kind.INTERVAL, 0);
  }

  static TemporalBuilder months(IntervalYearVector vector) {
    return new TemporalBuilder(
        vector, TimeText::parseMonths, (row, x) -> vector.setSafe(row, (int) x), Kind.INTERVAL, 0);
  }

  @Override
  public void setText(int row, String text) {
    try {
      setter.set(row, parse.applyAsLong(text.strip()));
    } catch (DateTimeException | ArithmeticException e) {
      throw unfit(text);
    }
  }

  // What is of another kind may still fit as text: a date as a timestamp.
  @Override
  public void setDate(int row, long epochDay) {
    if (kind == Kind.DATE) {
      setter.set(row, epochDay);
    } else {
      super.setDate(row, epochDay);
    }
  }

  @Override
  public void setTime(int row, long nanosOfDay) {
    if (kind == Kind.TIME && nanosOfDay >= 0 && nanosOfDay < TimeText.NANOS_PER_DAY) {
      setter.set(row, nanosOfDay / 1000);
    } else {
      super.setTime(row, nanosOfDay);
    }
  }

  @Override
  public void setTimestamp(int row, long value, long unitsPerSecond) {
    if (kind != Kind.TIMESTAMP) {
      super.setTimestamp(row, value, unitsPerSecond);
      return;
    }
    long ownUnits = unitsPerMilli * 1000;
    try {
      setter.set(
          row,
          ownUnits >= unitsPerSecond
              ? Math.multiplyExact(value, ownUnits / unitsPerSecond)
              : Math.floorDiv(value, unitsPerSecond / ownUnits));
    } catch (ArithmeticException e) {
      throw unfit(Long.toString(value));
    }
  }

  /// A timestamp as milliseconds since 1970.
  public void setUnixMillis(int row, long millis) {
    if (unitsPerMilli == 0) {
      throw unfit(Long.toString(millis));
    }
    try {
      setter.set(row, Math.multiplyExact(millis, unitsPerMilli));
    } catch (ArithmeticException e) {
      throw unfit(Long.toString(millis));
    }
  }
}
