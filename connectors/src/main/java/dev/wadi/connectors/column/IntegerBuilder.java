package dev.wadi.connectors.column;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.arrow.vector.FieldVector;

/// The integer types, signed and unsigned. A number with a fraction fits only if the fraction is
/// zero.
final class IntegerBuilder extends ScalarBuilder {
  private static final BigInteger UNSIGNED_LONG_MAX =
      BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  private final long min;
  private final long max;
  private final boolean unsignedLong;
  private final LongSetter setter;

  @FunctionalInterface
  interface LongSetter {
    void set(int row, long value);
  }

  private IntegerBuilder(
      FieldVector vector, long min, long max, boolean unsignedLong, LongSetter setter) {
    super(vector);
    this.min = min;
    this.max = max;
    this.unsignedLong = unsignedLong;
    this.setter = setter;
  }

  static IntegerBuilder signed(FieldVector vector, int bits, LongSetter setter) {
    long max = Long.MAX_VALUE >> (64 - bits);
    return new IntegerBuilder(vector, -max - 1, max, false, setter);
  }

  static IntegerBuilder unsigned(FieldVector vector, int bits, LongSetter setter) {
    long max = bits == 64 ? Long.MAX_VALUE : (1L << bits) - 1;
    return new IntegerBuilder(vector, 0, max, bits == 64, setter);
  }

  @Override
  public void setInteger(int row, long value) {
    if (value < min || value > max) {
      throw unfit(Long.toString(value));
    }
    setter.set(row, value);
  }

  @Override
  public void setText(int row, char[] characters, int offset, int length) {
    // Up to 18 digits cannot overflow; anything else takes the careful way.
    int end = offset + length;
    int i = offset;
    boolean negative = length > 1 && characters[i] == '-';
    i += negative ? 1 : 0;
    long value = 0;
    boolean plain = end > i && end - i <= 18;
    for (; plain && i < end; i++) {
      int digit = characters[i] - '0';
      plain = digit >= 0 && digit <= 9;
      value = value * 10 + digit;
    }
    if (plain) {
      setInteger(row, negative ? -value : value);
    } else {
      setNumber(row, new String(characters, offset, length));
    }
  }

  @Override
  public void setText(int row, String text) {
    setNumber(row, text);
  }

  @Override
  public void setNumber(int row, String text) {
    try {
      BigDecimal number = new BigDecimal(text.strip());
      if (unsignedLong && number.signum() > 0 && number.precision() - number.scale() <= 20) {
        setUnsigned(row, number.toBigIntegerExact(), text);
      } else {
        setInteger(row, number.longValueExact());
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw unfit(text);
    }
  }

  private void setUnsigned(int row, BigInteger value, String text) {
    if (value.compareTo(UNSIGNED_LONG_MAX) > 0) {
      throw unfit(text);
    }
    setter.set(row, value.longValue());
  }
}
