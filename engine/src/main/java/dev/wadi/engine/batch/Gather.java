package dev.wadi.engine.batch;

import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import org.apache.arrow.memory.BufferAllocator;

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
}
