package dev.wadi.wasm.conformance;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/// Whether values are the same but for rounding, since sums of floating-point numbers depend on
/// their order.
final class Likeness {
  private static final double DOUBLES = 1e-6;
  private static final double FLOATS = 1e-3;

  private Likeness() {}

  static boolean alike(Object one, Object other) {
    return switch (one) {
      case Double a when other instanceof Double b -> near(a, b, DOUBLES);
      case Float a when other instanceof Float b -> near(a, b, FLOATS);
      case Row a when other instanceof Row b -> allAlike(a.values(), b.values());
      case List<?> a when other instanceof List<?> b -> allAlike(a, b);
      case null, default -> Objects.equals(one, other);
    };
  }

  private static boolean allAlike(List<?> some, List<?> others) {
    return some.size() == others.size()
        && IntStream.range(0, some.size()).allMatch(i -> alike(some.get(i), others.get(i)));
  }

  private static boolean near(double a, double b, double tolerance) {
    return Double.compare(a, b) == 0
        || Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b))
        || Math.max(Math.abs(a), Math.abs(b)) < 1e-9;
  }
}
