package dev.wadi.connectors.column;

import java.util.Locale;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;

/// FLOAT and DOUBLE. Text may also say NaN, Infinity or inf, signed, in any case.
final class FloatingBuilder extends ScalarBuilder {
  private final TextSetter setter;

  /// Parses and stores; says whether the value was in range.
  @FunctionalInterface
  private interface TextSetter {
    boolean set(int row, String text, Double special);
  }

  private FloatingBuilder(FieldVector vector, TextSetter setter) {
    super(vector);
    this.setter = setter;
  }

  static FloatingBuilder of(Float4Vector vector) {
    return new FloatingBuilder(
        vector,
        (row, text, special) -> {
          float value = special == null ? Float.parseFloat(text) : special.floatValue();
          vector.setSafe(row, value);
          return special != null || Float.isFinite(value);
        });
  }

  static FloatingBuilder of(Float8Vector vector) {
    return new FloatingBuilder(
        vector,
        (row, text, special) -> {
          double value = special == null ? Double.parseDouble(text) : special;
          vector.setSafe(row, value);
          return special != null || Double.isFinite(value);
        });
  }

  @Override
  public void setText(int row, String text) {
    String stripped = text.strip();
    Double special =
        switch (stripped.toLowerCase(Locale.ROOT)) {
          case "nan" -> Double.NaN;
          case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
          case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
          default -> null;
        };
    set(row, stripped, special);
  }

  @Override
  public void setNumber(int row, String text) {
    setText(row, text);
  }

  @Override
  public void setFloating(int row, double value) {
    set(row, "", value);
    if (Double.isFinite(value) && !isFinite(row)) {
      throw unfit(Double.toString(value));
    }
  }

  private boolean isFinite(int row) {
    return !(vector() instanceof Float4Vector floats) || Float.isFinite(floats.get(row));
  }

  private void set(int row, String text, Double special) {
    if (special == null && !isDecimalNotation(text)) {
      throw unfit(text);
    }
    try {
      if (!setter.set(row, text, special)) {
        throw unfit(text);
      }
    } catch (NumberFormatException e) {
      throw unfit(text);
    }
  }

  // Java's own parser would also take "1d" and hexadecimal.
  private static boolean isDecimalNotation(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
        return false;
      }
    }
    return true;
  }
}
