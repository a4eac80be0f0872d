package dev.wadi.engine.batch;

import dev.wadi.sdk.batch.Column;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;

/// A vector that grows by selected rows of columns of its type.
abstract sealed class VectorAppender implements AutoCloseable
    permits BitAppender, FixedWidthAppender, NestedAppender, VariableWidthAppender {
  /// An empty appender with memory for `capacity` rows.
  static VectorAppender of(Field field, BufferAllocator allocator, int capacity) {
    FieldVector vector = field.createVector(allocator);
    VectorAppender appender =
        switch (vector) {
          case BitVector bits -> new BitAppender(bits);
          case BaseFixedWidthVector fixed -> new FixedWidthAppender(fixed);
          case BaseVariableWidthVector variable -> new VariableWidthAppender(variable);
          default -> new NestedAppender(vector);
        };
    vector.setInitialCapacity(Math.max(1, capacity));
    vector.allocateNew();
    return appender;
  }

  /// Copies rows of a column.
  ///
  /// @param rows which, or null for the first `count`
  /// @param at how many rows this has already; what is behind them is overwritten
  abstract void append(Column source, int[] rows, int count, int at);

  abstract FieldVector vector();

  /// Gives the vector away.
  final Column finish(int rowCount) {
    seal(rowCount);
    return Column.of(vector());
  }

  /// Settles the vector's value count.
  void seal(int rowCount) {
    vector().setValueCount(rowCount);
  }

  /// Frees a vector that was not given away.
  @Override
  public final void close() {
    vector().close();
  }

  /// Makes room for `rowCount` rows in the buffers that have a fixed width per row.
  final void grow(int rowCount) {
    while (vector().getValueCapacity() < rowCount) {
      vector().reAlloc();
    }
  }

  /// Copies the null bitmap; values under a null are unspecified.
  final void appendValidity(Column source, int[] rows, int count, int at) {
    var target = Column.segment(vector().getValidityBuffer());
    if (source.hasNulls()) {
      Bits.gather(source.validity(), rows, count, target, at);
    } else {
      Bits.setRange(target, at, count);
    }
  }
}
