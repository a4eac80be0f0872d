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
  private final long unitsPerMilli;

  private TemporalBuilder(
      FieldVector vector,
      ToLongFunction<String> parse,
      IntegerBuilder.LongSetter setter,
      long unitsPerMilli) {
    super(vector);
    this.parse = parse;
    this.setter = setter;
    this.unitsPerMilli = unitsPerMilli;
  }

  static TemporalBuilder date(DateDayVector vector) {
    return new TemporalBuilder(
        vector, TimeText::parseDate, (row, days) -> vector.setSafe(row, (int) days), 0);
  }

  static TemporalBuilder time(TimeMicroVector vector) {
    return new TemporalBuilder(
        vector, text -> TimeText.parseTime(text) / 1000, (row, x) -> vector.setSafe(row, x), 0);
  }

  static TemporalBuilder timestamp(TimeStampMicroVector vector) {
    return new TemporalBuilder(
        vector, text -> TimeText.parseTimestamp(text, 1_000_000), vector::setSafe, 1_000);
  }

  static TemporalBuilder timestamp(TimeStampNanoVector vector) {
    return new TemporalBuilder(
        vector, text -> TimeText.parseTimestamp(text, 1_000_000_000), vector::setSafe, 1_000_000);
  }

  static TemporalBuilder duration(DurationVector vector) {
    return new TemporalBuilder(vector, TimeText::parseDurationMicros, vector::setSafe, 0);
  }

  static TemporalBuilder months(IntervalYearVector vector) {
    return new TemporalBuilder(
        vector, TimeText::parseMonths, (row, x) -> vector.setSafe(row, (int) x), 0);
  }

  @Override
  public void setText(int row, String text) {
    try {
      setter.set(row, parse.applyAsLong(text.strip()));
    } catch (DateTimeException | ArithmeticException e) {
      throw unfit(text);
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
