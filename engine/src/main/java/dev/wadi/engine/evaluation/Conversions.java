package dev.wadi.engine.evaluation;

import java.math.BigDecimal;
import java.util.Optional;

/// Widening conversions between types, as operands need them: nothing is rounded, except that an
/// exact number becomes the nearest DOUBLE.
final class Conversions {
  private static final SqlType LONG = new SqlType.Whole(64, true);
  private static final SqlType DOUBLE = new SqlType.Floating(false);
  private static final SqlType NANOS = new SqlType.Timestamp(true);

  private Conversions() {}

  static boolean isNumber(SqlType type) {
    return isExact(type) || type instanceof SqlType.Floating;
  }

  static boolean isExact(SqlType type) {
    return type instanceof SqlType.Whole || type instanceof SqlType.Exact;
  }

  /// A type that holds the values of both, if they are of the same family.
  static Optional<SqlType> common(SqlType left, SqlType right) {
    if (isNumber(left) && isNumber(right)) {
      return Optional.of(commonNumber(left, right));
    }
    boolean moments =
        (left instanceof SqlType.Timestamp || left instanceof SqlType.Date)
            && (right instanceof SqlType.Timestamp || right instanceof SqlType.Date);
    if (!moments) {
      return Optional.empty();
    }
    boolean nanos = left.equals(NANOS) || right.equals(NANOS);
    return Optional.of(new SqlType.Timestamp(nanos));
  }

  private static SqlType commonNumber(SqlType left, SqlType right) {
    if (left instanceof SqlType.Floating || right instanceof SqlType.Floating) {
      return DOUBLE;
    }
    if (isLong(left) && isLong(right)) {
      return LONG;
    }
    int scale = Math.max(Decimals.scaleOf(left), Decimals.scaleOf(right));
    int digits =
        Math.max(
            Decimals.precisionOf(left) - Decimals.scaleOf(left),
            Decimals.precisionOf(right) - Decimals.scaleOf(right));
    return new SqlType.Exact(Math.min(38, digits + scale), scale);
  }

  private static boolean isLong(SqlType type) {
    return type instanceof SqlType.Whole whole && !whole.isUnsigned64();
  }

  /// The same values in a type that {@link #common} gave.
  static Node<?> convert(Node<?> node, SqlType from, SqlType to) {
    if (from.equals(to)) {
      return node;
    }
    return switch (to) {
      case SqlType.Floating _ -> toDoubles(node, from);
      case SqlType.Exact exact -> toExact(node, from, exact);
      case SqlType.Timestamp timestamp -> toTimestamp(Compilation.as(node), from, timestamp);
      default -> node;
    };
  }

  /// Any number as a DOUBLE.
  static Node<Doubles> toDoubles(Node<?> node, SqlType from) {
    return switch (from) {
      case SqlType.Floating _ -> Compilation.as(node);
      case SqlType.Exact exact -> exactToDoubles(Decimals.widen(node, from), exact.scale());
      case SqlType.Whole whole when whole.isUnsigned64() ->
          exactToDoubles(Decimals.widen(node, from), 0);
      default ->
          Unary.of(
              Compilation.<Longs>as(node),
              new Doubles(),
              (values, result) -> {
                for (int i = 0; i < result.count(); i++) {
                  result.values[i] = values.values[i];
                }
              });
    };
  }

  // Both numbers are exact as doubles, so their quotient is the nearest double (Clinger 1990).
  static Node<Doubles> exactToDoubles(Node<Wides> node, int scale) {
    double divisor = scale <= 22 ? Double.parseDouble("1e" + scale) : Double.NaN;
    return Unary.of(
        node,
        new Doubles(),
        (values, result) -> {
          for (int i = 0; i < result.count(); i++) {
            boolean small =
                scale <= 22 && values.fitsLong(i) && Math.abs(values.low[i]) <= 1L << 53;
            result.values[i] =
                small
                    ? values.low[i] / divisor
                    : new BigDecimal(values.get(i), scale).doubleValue();
          }
        });
  }

  static Node<?> toExact(Node<?> node, SqlType from, SqlType.Exact to) {
    int up = to.scale() - Decimals.scaleOf(from);
    if (to.isShort() && up >= 0 && Decimals.precisionOf(from) + up <= 18) {
      return up == 0 ? node : Scaling.multiply(Compilation.as(node), Decimals.power(up));
    }
    Node<Wides> wide = Decimals.widen(node, from);
    return Decimals.represent(Decimals.rescale(wide, Decimals.scaleOf(from), to, false), to);
  }

  private static Node<?> toTimestamp(Node<Longs> node, SqlType from, SqlType.Timestamp to) {
    return switch (from) {
      case SqlType.Date _ -> Scaling.multiplySaturating(node, to.unitsPerDay());
      default -> Scaling.multiplySaturating(node, 1_000);
    };
  }
}
