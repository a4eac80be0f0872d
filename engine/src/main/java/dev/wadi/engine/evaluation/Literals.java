package dev.wadi.engine.evaluation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Base64;

/// Constants, out of the text form that {@link dev.wadi.engine.expression.Expression.Literal}
/// defines.
final class Literals {
  private Literals() {}

  static Node<?> node(String text, SqlType type, Values values) {
    values.start(1);
    if (text == null) {
      values.setNull(0);
    } else {
      set(text, type, values);
    }
    return new ConstantNode<>(values);
  }

  private static void set(String text, SqlType type, Values values) {
    switch (values) {
      case Longs longs -> longs.values[0] = wholeNumber(text, type);
      case Wides wides -> wides.set(0, unscaled(text, type).unscaledValue());
      case Doubles doubles -> doubles.values[0] = floatingNumber(text, type);
      case Flags flags -> flags.set(0, Boolean.parseBoolean(text));
      case Texts texts when type instanceof SqlType.Binary ->
          texts.set(0, Base64.getDecoder().decode(text));
      case Texts texts -> texts.set(0, text);
      case Nested _ -> throw new IllegalArgumentException("no literal of type " + type.sqlName());
    }
  }

  private static long wholeNumber(String text, SqlType type) {
    return switch (type) {
      case SqlType.Exact _ -> unscaled(text, type).unscaledValue().longValueExact();
      case SqlType.Whole whole when whole.isUnsigned64() -> Long.parseUnsignedLong(text);
      default -> Long.parseLong(text);
    };
  }

  private static BigDecimal unscaled(String text, SqlType type) {
    return new BigDecimal(text).setScale(Decimals.scaleOf(type), RoundingMode.UNNECESSARY);
  }

  private static double floatingNumber(String text, SqlType type) {
    return type instanceof SqlType.Floating(boolean single) && single
        ? Float.parseFloat(text)
        : Double.parseDouble(text);
  }
}
