package dev.wadi.engine.evaluation;

import dev.wadi.engine.batch.NestedCopy;
import java.util.Arrays;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;

/// Lists, structs and whatever else only passes through: value i is a row of a vector, either
/// somebody else's or one of copies that is owned here.
final class Nested extends Values implements AutoCloseable {
  private final BufferAllocator allocator;
  private FieldVector copies;

  FieldVector vector;
  int[] rows = {};

  Nested(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  @Override
  void reserve(int rowCount) {
    close();
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

  /// Writes value i as Java objects, which are copied.
  void write(int i, Object value, Field field) {
    if (copies == null) {
      copies = field.createVector(allocator);
      copies.allocateNew();
      vector = copies;
    }
    int next = copies.getValueCount();
    JavaValues.write(copies, next, value);
    copies.setValueCount(next + 1);
    rows[i] = next;
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
