package dev.wadi.engine.batch;

import dev.wadi.sdk.batch.Column;
import org.apache.arrow.vector.BitVector;

/// BOOLEAN: a bit per row.
final class BitAppender extends VectorAppender {
  private final BitVector vector;

  BitAppender(BitVector vector) {
    this.vector = vector;
  }

  @Override
  BitVector vector() {
    return vector;
  }

  @Override
  void append(Column source, int[] rows, int count, int at) {
    grow(at + count);
    appendValidity(source, rows, count, at);
    Bits.gather(source.data(), rows, count, Column.segment(vector.getDataBuffer()), at);
  }
}
