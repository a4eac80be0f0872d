package dev.wadi.engine.evaluation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/// Casts between numbers. Each loop looks at values one by one only where they may not fit.
final class NumberCasts {
  private NumberCasts() {}

  static Node<Flags> toBoolean(Node<Longs> input) {
    return Unary.of(
        input,
        new Flags(),
        (values, result) -> {
          for (int i = 0; i < result.count(); i++) {
            result.set(i, values.values[i] != 0);
          }
        });
  }

  static Node<Longs> toWhole(Node<?> input, SqlType from, SqlType.Whole to, boolean safe) {
    Range range = Range.of(to);
    return switch (from) {
      case SqlType.Bool _ -> truthToLongs(Compilation.as(input));
      case SqlType.Whole whole ->
          whole.isUnsigned64() || to.isUnsigned64()
              ? wideToWhole(Decimals.widen(input, from), 0, range, safe)
              : wholeToWhole(Compilation.as(input), range, safe);
      case SqlType.Floating _ -> doubleToWhole(Compilation.as(input), range, safe);
      default -> wideToWhole(Decimals.widen(input, from), Decimals.scaleOf(from), range, safe);
    };
  }

  private static Node<Longs> truthToLongs(Node<Flags> input) {
    return Unary.of(
        input,
        new Longs(),
        (values, result) -> {
          for (int i = 0; i < result.count(); i++) {
            result.values[i] = values.get(i) ? 1 : 0;
          }
        });
  }

  private static Node<Longs> wholeToWhole(Node<Longs> input, Range range, boolean safe) {
    return Unary.of(
        input,
        new Longs(),
        (values, result) -> {
          System.arraycopy(values.values, 0, result.values, 0, result.count());
          if (range.containsAll(values.values, result.count())) {
            return;
          }
          for (int i = 0; i < result.count(); i++) {
            if (!range.contains(values.values[i])) {
              fail(result, i, range, safe, Long.toString(values.values[i]));
            }
          }
        });
  }

  private static Node<Longs> doubleToWhole(Node<Doubles> input, Range range, boolean safe) {
    double least = range.min().doubleValue();
    double behindMost = range.max().add(BigInteger.ONE).doubleValue();
    return Unary.of(
        input,
        new Longs(),
        (values, result) -> {
          for (int i = 0; i < result.count(); i++) {
            double rounded = Math.rint(values.values[i]);
            result.values[i] = (long) rounded;
            // NaN is not inside either.
            if (!(rounded >= least && rounded < behindMost)) {
              fail(result, i, range, safe, Double.toString(values.values[i]));
            } else if (rounded >= 0x1p63) {
              result.values[i] = (long) (rounded - 0x1p63) ^ Long.MIN_VALUE;
            }
          }
        });
  }

  private static Node<Longs> wideToWhole(Node<Wides> input, int scale, Range range, boolean safe) {
    return Unary.of(
        input,
        new Longs(),
        (values, result) -> {
          for (int i = 0; i < result.count(); i++) {
            BigInteger whole =
                scale == 0 && values.fitsLong(i)
                    ? null
                    : new BigDecimal(values.get(i), scale)
                        .setScale(0, RoundingMode.HALF_UP)
                        .unscaledValue();
            result.values[i] = whole == null ? values.low[i] : whole.longValue();
            boolean fits = whole == null ? range.contains(values.low[i]) : range.contains(whole);
            if (!fits) {
              fail(result, i, range, safe, TextFormatting.formatDecimal(values.get(i), scale));
            }
          }
        });
  }

  static Node<Doubles> toFloating(Node<?> input, SqlType from, SqlType.Floating to, boolean safe) {
    SqlType number = from instanceof SqlType.Bool ? new SqlType.Whole(8, true) : from;
    Node<?> operand = from instanceof SqlType.Bool ? truthToLongs(Compilation.as(input)) : input;
    Node<Doubles> doubles = Conversions.toDoubles(operand, number);
    return to.single() ? toSingle(doubles, safe) : doubles;
  }

  private static Node<Doubles> toSingle(Node<Doubles> input, boolean safe) {
    Range range =
        new Range(
            BigInteger.ONE.shiftLeft(128).negate(),
            BigInteger.ONE.shiftLeft(128),
            new SqlType.Floating(true).sqlName());
    return Unary.of(
        input,
        new Doubles(),
        (values, result) -> {
          for (int i = 0; i < result.count(); i++) {
            double value = values.values[i];
            result.values[i] = (float) value;
            if (Double.isInfinite(result.values[i]) && !Double.isInfinite(value)) {
              fail(result, i, range, safe, Double.toString(value));
            }
          }
        });
  }

  static Node<?> toExact(Node<?> input, SqlType from, SqlType.Exact to, boolean safe) {
    return switch (from) {
      case SqlType.Bool _ ->
          toExact(truthToLongs(Compilation.as(input)), new SqlType.Whole(8, true), to, safe);
      case SqlType.Floating _ ->
          Decimals.represent(doubleToExact(Compilation.as(input), to, safe), to);
      default ->
          safe || to.scale() < Decimals.scaleOf(from)
              ? Decimals.represent(
                  Decimals.rescale(Decimals.widen(input, from), Decimals.scaleOf(from), to, safe),
                  to)
              : Conversions.toExact(input, from, to);
    };
  }

  private static Node<Wides> doubleToExact(Node<Doubles> input, SqlType.Exact to, boolean safe) {
    Range range = Range.of(to);
    return Unary.of(
        input,
        new Wides(),
        (values, result) -> {
          for (int i = 0; i < result.count(); i++) {
            double value = values.values[i];
            BigInteger unscaled = Math.abs(value) < 1e39 ? unscaled(value, to.scale()) : null;
            if (unscaled != null && range.contains(unscaled)) {
              result.set(i, unscaled);
            } else {
              result.set(i, 0);
              fail(result, i, range, safe, Double.toString(value));
            }
          }
        });
  }

  private static BigInteger unscaled(double value, int scale) {
    return BigDecimal.valueOf(value).setScale(scale, RoundingMode.HALF_UP).unscaledValue();
  }

  private static void fail(Values result, int i, Range range, boolean safe, String value) {
    if (safe) {
      result.setNull(i);
    } else if (!result.isNull(i)) {
      throw range.overflow(value);
    }
  }
}
