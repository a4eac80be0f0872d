package dev.wadi.connectors.column;

import java.util.Locale;
import org.apache.arrow.vector.BitVector;

/// BOOLEAN: `true` and `false`, in text also `t`, `f`, `1` and `0`.
final class BooleanBuilder extends ScalarBuilder {
  private final BitVector vector;

  BooleanBuilder(BitVector vector) {
    super(vector);
    this.vector = vector;
  }

  @Override
  public void setText(int row, String text) {
    switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "t", "1" -> setBoolean(row, true);
      case "false", "f", "0" -> setBoolean(row, false);
      default -> throw unfit(text);
    }
  }

  @Override
  public void setBoolean(int row, boolean value) {
    vector.setSafe(row, value ? 1 : 0);
  }
}
