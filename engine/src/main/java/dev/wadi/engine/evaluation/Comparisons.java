package dev.wadi.engine.evaluation;

import dev.wadi.engine.batch.Bytes;
import dev.wadi.engine.expression.Operation;
import dev.wadi.engine.item.ItemOrder;
import dev.wadi.engine.item.ItemReader;
import java.util.Optional;
import java.util.function.IntPredicate;

/// Comparison of two values of any type that has an order. Only "equal" and "less" have loops; the
/// others are those with swapped operands or turned bits.
///
/// Floating-point numbers have a total order, as in PostgreSQL and DuckDB: -0.0 equals 0.0, NaN
/// equals NaN and is greater than everything else. Arrays and structs are compared item by item,
/// where null equals null and is greater than everything else.
final class Comparisons {
  private Comparisons() {}

  /// The kernel for operands of these types, if they can be compared.
  static Optional<Kernel> find(Operation operation, SqlType left, SqlType right) {
    return common(left, right)
        .map(common ->
            (arguments, compilation) -> {
              Node<?> a = Conversions.convert(compilation.node(arguments.get(0)), left, common);
              Node<?> b = Conversions.convert(compilation.node(arguments.get(1)), right, common);
              return node(operation, a, b, common);
            });
  }

  /// The type in which two types can be compared without a loss.
  private static Optional<SqlType> common(SqlType left, SqlType right) {
    return left.equals(right) ? Optional.of(left) : Conversions.common(left, right);
  }

  private static Node<Flags> node(Operation operation, Node<?> a, Node<?> b, SqlType type) {
    return switch (operation) {
      case EQUAL -> equal(a, b, type);
      case NOT_EQUAL -> Logic.not(equal(a, b, type));
      case LESS -> less(a, b, type);
      case GREATER -> less(b, a, type);
      case LESS_OR_EQUAL -> Logic.not(less(b, a, type));
      case GREATER_OR_EQUAL -> Logic.not(less(a, b, type));
      case IS_NOT_DISTINCT_FROM -> new Distinction<>(a, b, type, false);
      case IS_DISTINCT_FROM -> new Distinction<>(a, b, type, true);
      default -> throw new IllegalArgumentException("not a comparison: " + operation);
    };
  }

  private static Node<Flags> equal(Node<?> a, Node<?> b, SqlType type) {
    return Binary.of(a, b, new Flags(), (x, y, result) -> equal(x, y, type, result));
  }

  private static Node<Flags> less(Node<?> a, Node<?> b, SqlType type) {
    return Binary.of(a, b, new Flags(), (x, y, result) -> less(x, y, type, result));
  }

  static void equal(Values a, Values b, SqlType type, Flags result) {
    switch (a) {
      case Longs longs ->
          equalLongs(longs.values, ((Longs) b).values, result.words, result.count());
      case Doubles doubles ->
          equalDoubles(doubles.values, ((Doubles) b).values, result.words, result.count());
      case Wides wides -> equalWides(wides, (Wides) b, result);
      case Texts texts -> equalTexts(texts, (Texts) b, result);
      case Flags flags -> {
        for (int i = 0; i < result.wordCount(); i++) {
          result.words[i] = ~(flags.words[i] ^ ((Flags) b).words[i]);
        }
      }
      case Nested nested -> compareNested(nested, (Nested) b, order -> order == 0, result);
    }
  }

  private static void less(Values a, Values b, SqlType type, Flags result) {
    switch (a) {
      case Longs longs -> {
        boolean unsigned = type instanceof SqlType.Whole whole && whole.isUnsigned64();
        // Turning the sign bit makes the signed order of two numbers the unsigned one.
        lessLongs(
            longs.values,
            ((Longs) b).values,
            unsigned ? Long.MIN_VALUE : 0,
            result.words,
            result.count());
      }
      case Doubles doubles ->
          lessDoubles(doubles.values, ((Doubles) b).values, result.words, result.count());
      case Wides wides -> lessWides(wides, (Wides) b, result);
      case Texts texts -> lessTexts(texts, (Texts) b, result);
      case Flags flags -> {
        for (int i = 0; i < result.wordCount(); i++) {
          result.words[i] = ~flags.words[i] & ((Flags) b).words[i];
        }
      }
      case Nested nested -> compareNested(nested, (Nested) b, order -> order < 0, result);
    }
  }

  // Both are of one type: the planner has seen to that.
  private static void compareNested(Nested a, Nested b, IntPredicate wanted, Flags result) {
    if (a.vector == null || b.vector == null) {
      return;
    }
    ItemReader left = ItemReader.of(a.vector, false);
    ItemReader right = ItemReader.of(b.vector, false);
    for (int i = 0; i < result.count(); i++) {
      boolean found =
          !a.isNull(i)
              && !b.isNull(i)
              && wanted.test(
                  ItemOrder.INSTANCE.compare(left.read(a.rows[i]), right.read(b.rows[i])));
      result.set(i, found);
    }
  }

  private static void equalLongs(long[] a, long[] b, long[] words, int count) {
    for (int base = 0; base < count; base += 64) {
      int end = Math.min(base + 64, count);
      long word = 0;
      for (int i = base; i < end; i++) {
        word |= (a[i] == b[i] ? 1L : 0L) << i;
      }
      words[base >> 6] = word;
    }
  }

  private static void lessLongs(long[] a, long[] b, long flip, long[] words, int count) {
    for (int base = 0; base < count; base += 64) {
      int end = Math.min(base + 64, count);
      long word = 0;
      for (int i = base; i < end; i++) {
        word |= ((a[i] ^ flip) < (b[i] ^ flip) ? 1L : 0L) << i;
      }
      words[base >> 6] = word;
    }
  }

  private static void equalDoubles(double[] a, double[] b, long[] words, int count) {
    for (int base = 0; base < count; base += 64) {
      int end = Math.min(base + 64, count);
      long word = 0;
      for (int i = base; i < end; i++) {
        boolean equal = a[i] == b[i] | a[i] != a[i] & b[i] != b[i];
        word |= (equal ? 1L : 0L) << i;
      }
      words[base >> 6] = word;
    }
  }

  private static void lessDoubles(double[] a, double[] b, long[] words, int count) {
    for (int base = 0; base < count; base += 64) {
      int end = Math.min(base + 64, count);
      long word = 0;
      for (int i = base; i < end; i++) {
        boolean less = a[i] < b[i] | a[i] == a[i] & b[i] != b[i];
        word |= (less ? 1L : 0L) << i;
      }
      words[base >> 6] = word;
    }
  }

  private static void equalWides(Wides a, Wides b, Flags result) {
    for (int i = 0; i < result.count(); i++) {
      result.set(i, a.low[i] == b.low[i] & a.high[i] == b.high[i]);
    }
  }

  private static void lessWides(Wides a, Wides b, Flags result) {
    for (int i = 0; i < result.count(); i++) {
      boolean lowLess = Long.compareUnsigned(a.low[i], b.low[i]) < 0;
      result.set(i, a.high[i] < b.high[i] || a.high[i] == b.high[i] && lowLess);
    }
  }

  private static void equalTexts(Texts a, Texts b, Flags result) {
    for (int base = 0; base < result.count(); base += 64) {
      int end = Math.min(base + 64, result.count());
      long word = 0;
      for (int i = base; i < end; i++) {
        boolean equal =
            a.lengths[i] == b.lengths[i]
                && Bytes.equal(a.bytes, a.starts[i], b.bytes, b.starts[i], a.lengths[i]);
        word |= (equal ? 1L : 0L) << i;
      }
      result.words[base >> 6] = word;
    }
  }

  private static void lessTexts(Texts a, Texts b, Flags result) {
    for (int i = 0; i < result.count(); i++) {
      int order =
          Bytes.compare(a.bytes, a.starts[i], a.lengths[i], b.bytes, b.starts[i], b.lengths[i]);
      result.set(i, order < 0);
    }
  }
}
