package dev.wadi.engine.aggregate;

import dev.wadi.engine.operator.Operator;
import java.util.Comparator;

/// The times from a start, inclusive, to an end, exclusive; in the order of their ends.
record Span(long startMicros, long endMicros) implements Comparable<Span> {
  /// All of a bounded input.
  static final Span WHOLE = new Span(0, Operator.END_OF_INPUT);

  private static final Comparator<Span> ORDER =
      Comparator.comparingLong(Span::endMicros).thenComparingLong(Span::startMicros);

  @Override
  public int compareTo(Span other) {
    return ORDER.compare(this, other);
  }

  boolean contains(long micros) {
    return startMicros <= micros && micros < endMicros;
  }
}
