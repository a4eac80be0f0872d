package dev.wadi.engine.evaluation;

import dev.wadi.engine.expression.Expression;

/// Which loop converts between two types. In this order: to the same type nothing happens; text is
/// parsed or written; everything else is a conversion of numbers or of moments.
///
/// Rounding: a floating-point number becomes the nearest whole one, half to even (as DuckDB does);
/// a decimal is rounded half up, away from zero; a decimal out of a floating-point number is
/// rounded from the shortest text that denotes it. Finer units of time are cut off towards the
/// past.
///
/// {@link NestedCasts} has those of arrays and structs.
final class Casts {
  private Casts() {}

  static boolean supported(SqlType from, SqlType to) {
    if (from instanceof SqlType.Opaque || to instanceof SqlType.Opaque) {
      return false;
    }
    if (from.equals(to)) {
      return true;
    }
    return switch (to) {
      case SqlType.Text _ -> !(from instanceof SqlType.Span || from instanceof SqlType.Months);
      case SqlType.Binary _ -> from instanceof SqlType.Text;
      case SqlType.Bool _ -> from instanceof SqlType.Whole || from instanceof SqlType.Text;
      case SqlType.Whole _, SqlType.Floating _, SqlType.Exact _ ->
          Conversions.isNumber(from)
              || from instanceof SqlType.Bool
              || from instanceof SqlType.Text;
      case SqlType.Date _, SqlType.Time _ ->
          from instanceof SqlType.Timestamp || from instanceof SqlType.Text;
      case SqlType.Timestamp _ ->
          from instanceof SqlType.Date
              || from instanceof SqlType.Timestamp
              || from instanceof SqlType.Text;
      case SqlType.Span _, SqlType.Months _, SqlType.Opaque _ -> false;
    };
  }

  static Node<?> node(Expression.Cast cast, Compilation compilation) {
    SqlType from = SqlType.of(cast.argument().type());
    SqlType to = SqlType.of(cast.type());
    if (to instanceof SqlType.Opaque) {
      return NestedCasts.node(cast, compilation);
    }
    Node<?> input = compilation.node(cast.argument());
    if (from.equals(to)) {
      return input;
    }
    if (!supported(from, to)) {
      throw new IllegalArgumentException("no cast for " + cast);
    }
    Node<?> converted = node(input, from, to, cast.safe(), compilation);
    return converted == input && !(input instanceof ConstantNode)
        ? new Renamed<>(input)
        : converted;
  }

  /// The same values under another type, so that a column that has them does not have the type.
  private record Renamed<V extends Values>(Node<V> input) implements Node<V> {
    @Override
    public V evaluate(Rows rows) {
      return input.evaluate(rows);
    }
  }

  private static Node<?> node(
      Node<?> input, SqlType from, SqlType to, boolean safe, Compilation compilation) {
    if (from instanceof SqlType.Text) {
      return TextCasts.parse(Compilation.as(input), to, safe);
    }
    return to instanceof SqlType.Text
        ? TextCasts.write(input, from, safe, compilation)
        : convert(input, from, to, safe);
  }

  private static Node<?> convert(Node<?> input, SqlType from, SqlType to, boolean safe) {
    return switch (to) {
      case SqlType.Bool _ -> NumberCasts.toBoolean(Compilation.as(input));
      case SqlType.Whole whole -> NumberCasts.toWhole(input, from, whole, safe);
      case SqlType.Floating floating -> NumberCasts.toFloating(input, from, floating, safe);
      case SqlType.Exact exact -> NumberCasts.toExact(input, from, exact, safe);
      default -> TimeCasts.convert(Compilation.as(input), from, to, safe);
    };
  }
}
