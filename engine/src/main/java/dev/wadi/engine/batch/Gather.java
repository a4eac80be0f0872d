package dev.wadi.engine.batch;

import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;

/// Copies selected rows together.
public final class Gather {
  private Gather() {}

  /// A dense copy of the selected rows, in their order.
  ///
  /// @param column borrowed
  /// @param rows physical rows of the column
  /// @return a column with `rows.count()` rows, one reference owned by the caller
  public static Column rows(Column column, Selection rows, BufferAllocator allocator) {
    VectorAppender appender = VectorAppender.of(column.field(), allocator, rows.count());
    try {
      appender.append(column, rows.rows(), rows.count(), 0);
      return appender.finish(rows.count());
    } catch (RuntimeException | Error e) {
      appender.close();
      throw e;
    }
  }

  /// A dense column of the rows named, in that order, and NULL where a row is negative.
  ///
  /// @param column borrowed
  /// @return a column with as many rows as are named, one reference owned by the caller
  public static Column rowsOrNull(Column column, int[] rows, BufferAllocator allocator) {
    if (column.rowCount() == 0) {
      return nulls(column.field(), rows.length, allocator);
    }
    int[] present = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      present[i] = Math.max(0, rows[i]);
    }
    Column gathered = rows(column, new Selection(present, present.length), allocator);
    ArrowBuf validity = gathered.vector().getValidityBuffer();
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] < 0) {
        BitVectorHelper.unsetBit(validity, i);
      }
    }
    return gathered;
  }

  /// A column of NULLs.
  public static Column nulls(Field type, int count, BufferAllocator allocator) {
    FieldVector vector = type.createVector(allocator);
    vector.setInitialCapacity(Math.max(1, count));
    vector.allocateNew();
    vector.setValueCount(count);
    return Column.of(vector);
  }
}
