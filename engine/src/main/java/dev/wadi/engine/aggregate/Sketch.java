package dev.wadi.engine.aggregate;

import org.apache.arrow.vector.FieldVector;

/// A summary of a group's values, of bounded size.
sealed interface Sketch permits DistinctSketch, PercentileSketch {
  /// All of it, for {@link #merge}.
  byte[] state();

  /// Adds what another one wrote.
  void merge(byte[] state);

  void write(FieldVector result, int index);
}
