package dev.wadi.connectors.format;

import org.apache.arrow.vector.FieldVector;

/// Some rows of a vector.
final class CopiedRows {
  private CopiedRows() {}

  /// A vector of just these rows, owned by the caller.
  static FieldVector of(FieldVector vector, int[] rows) {
    FieldVector copy = vector.getField().createVector(vector.getAllocator());
    copy.allocateNew();
    for (int i = 0; i < rows.length; i++) {
      copy.copyFromSafe(rows[i], i, vector);
    }
    copy.setValueCount(rows.length);
    return copy;
  }
}
