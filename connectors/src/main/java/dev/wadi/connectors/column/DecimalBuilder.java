package dev.wadi.connectors.column;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.apache.arrow.vector.DecimalVector;

/// DECIMAL(p, s), exactly: a value with more digits than the column holds is refused, not rounded.
public final class DecimalBuilder extends ScalarBuilder {
  private final DecimalVector vector;

  DecimalBuilder(DecimalVector vector) {
    super(vector);
    this.vector = vector;
  }

  @Override
  public void setText(int row, String text) {
    setNumber(row, text.strip());
  }

  @Override
  public void setNumber(int row, String text) {
    try {
      vector.setSafe(row, fit(new BigDecimal(text), text));
    } catch (ArithmeticException | NumberFormatException e) {
      throw unfit(text);
    }
  }

  /// @param bytes the number without its point, as a two's complement in big-endian order
  public void setUnscaled(int row, byte[] bytes) {
    setNumber(row, new BigDecimal(new BigInteger(bytes), vector.getScale()).toPlainString());
  }

  private BigDecimal fit(BigDecimal value, String text) {
    if (value.signum() == 0) {
      return BigDecimal.ZERO.setScale(vector.getScale());
    }
    // Before any rescaling, which for 1e999999999 would take all memory.
    long integerDigits = (long) value.precision() - value.scale();
    boolean endlessFraction = (long) value.scale() - vector.getScale() > text.length();
    if (integerDigits > vector.getPrecision() - vector.getScale() || endlessFraction) {
      throw unfit(text);
    }
    return value.setScale(vector.getScale(), RoundingMode.UNNECESSARY);
  }
}
