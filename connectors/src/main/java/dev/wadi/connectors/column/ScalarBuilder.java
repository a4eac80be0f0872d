package dev.wadi.connectors.column;

import java.nio.charset.StandardCharsets;
import org.apache.arrow.vector.FieldVector;

/// A column of single values. Each `set` takes a value as an input spells it; one that does not fit
/// the column's type is a {@link BadValue}.
public abstract sealed class ScalarBuilder extends ColumnBuilder
    permits BooleanBuilder,
        BytesBuilder,
        DecimalBuilder,
        FloatingBuilder,
        IntegerBuilder,
        TemporalBuilder,
        TextBuilder {
  ScalarBuilder(FieldVector vector) {
    super(vector);
  }

  @Override
  public void setNull(int row) {
    if (row < vector().getValueCapacity()) {
      vector().setNull(row);
    }
  }

  /// A value written as text: a CSV field or a JSON string.
  public abstract void setText(int row, String text);

  /// The same, for builders that need no String.
  public void setText(int row, char[] characters, int offset, int length) {
    setText(row, new String(characters, offset, length));
  }

  /// A value as the input has it, byte by byte.
  public void setBytes(int row, byte[] bytes, int offset, int length) {
    setText(row, new String(bytes, offset, length, StandardCharsets.UTF_8));
  }

  /// A number without fraction.
  public void setInteger(int row, long value) {
    setNumber(row, Long.toString(value));
  }

  /// A number as written: with a fraction, an exponent, or too many digits for a long.
  public void setNumber(int row, String text) {
    throw unfit(text);
  }

  public void setBoolean(int row, boolean value) {
    throw unfit(Boolean.toString(value));
  }

  /// A number in floating point.
  public void setFloating(int row, double value) {
    setNumber(row, Double.toString(value));
  }

  /// A date, in days since 1970.
  public void setDate(int row, long epochDay) {
    var text = new StringBuilder();
    TimeText.appendDate(text, epochDay);
    setText(row, text.toString());
  }

  /// A time of day.
  ///
  /// @throws BadValue also if the day does not have so many nanoseconds
  public void setTime(int row, long nanosOfDay) {
    if (nanosOfDay < 0 || nanosOfDay >= TimeText.NANOS_PER_DAY) {
      throw unfit(nanosOfDay + " nanoseconds of the day");
    }
    var text = new StringBuilder();
    TimeText.appendTime(text, nanosOfDay);
    setText(row, text.toString());
  }

  /// A timestamp; digits beyond the column's unit are cut off.
  ///
  /// @param value since 1970, in the unit that a second has so many of
  public void setTimestamp(int row, long value, long unitsPerSecond) {
    var text = new StringBuilder();
    TimeText.appendTimestamp(text, value, unitsPerSecond);
    setText(row, text.toString());
  }

  final BadValue unfit(String found) {
    String shown = found.length() > 60 ? found.substring(0, 60) + "..." : found;
    return BadValue.unfit(name(), type(), "'" + shown + "'");
  }
}
