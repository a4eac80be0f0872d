package dev.wadi.engine.evaluation;

import dev.wadi.engine.batch.NestedCopy;
import dev.wadi.engine.item.ItemWriter;
import java.util.Arrays;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;

/// Lists, structs and whatever else only passes through: value i is a row of a vector, either
/// somebody else's or one of copies that is owned here.
final class Nested extends Values implements AutoCloseable {
  private final BufferAllocator allocator;
  private FieldVector copies;
  private ItemWriter writer;
  private int written;

  FieldVector vector;
  int[] rows = {};

  Nested(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  @Override
  void clear() {
    close();
    vector = null;
  }

  @Override
  void reserve(int rowCount) {
    rows = rows.length < rowCount ? Arrays.copyOf(rows, rowCount) : rows;
  }

  @Override
  void putValues(Positions positions, Values source) {
    Nested from = (Nested) source;
    if (copies == null && positions.count() > 0 && from.vector != null) {
      copies = from.vector.getField().createVector(allocator);
      vector = copies;
    }
    int next = copies == null ? 0 : copies.getValueCount();
    for (int i = 0; i < positions.count(); i++) {
      if (!from.isNull(i)) {
        NestedCopy.copy(from.vector, from.rows[i], copies, next);
        rows[positions.indexes()[i]] = next++;
      }
    }
    if (copies != null) {
      copies.setValueCount(next);
    }
  }

  /// Writes value i as an item, which is copied.
  void write(int i, Object item, Field field) {
    if (copies == null) {
      copies = field.createVector(allocator);
      copies.allocateNew();
      writer = ItemWriter.of(copies);
      written = 0;
      vector = copies;
    }
    writer.write(written, item);
    rows[i] = written++;
  }

  /// Says that all items are written.
  void finish() {
    if (copies != null) {
      copies.setValueCount(written);
    }
  }

  @Override
  void repeatFirstValue(int rowCount) {
    Arrays.fill(rows, 0, rowCount, rows[0]);
  }

  @Override
  public void close() {
    if (copies != null) {
      copies.close();
      copies = null;
    }
  }
}
