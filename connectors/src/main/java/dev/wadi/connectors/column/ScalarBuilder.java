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

  final BadValue unfit(String found) {
    String shown = found.length() > 60 ? found.substring(0, 60) + "..." : found;
    return BadValue.unfit(name(), type(), "'" + shown + "'");
  }
}
