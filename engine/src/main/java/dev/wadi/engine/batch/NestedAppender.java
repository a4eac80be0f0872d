package dev.wadi.engine.batch;

import dev.wadi.sdk.batch.Column;
import org.apache.arrow.vector.FieldVector;

/// Lists and structs, row by row: they pass through, nothing computes with them in bulk.
final class NestedAppender extends VectorAppender {
  private final FieldVector vector;

  NestedAppender(FieldVector vector) {
    this.vector = vector;
  }

  @Override
  FieldVector vector() {
    return vector;
  }

  @Override
  void append(Column source, int[] rows, int count, int at) {
    for (int i = 0; i < count; i++) {
      NestedCopy.copy(source.vector(), rows == null ? i : rows[i], vector, at + i);
    }
  }
}
