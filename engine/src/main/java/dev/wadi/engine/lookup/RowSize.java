package dev.wadi.engine.lookup;

import dev.wadi.sdk.batch.Column;
import java.util.List;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.FieldVector;

/// How many bytes a row takes, about.
final class RowSize {
  private RowSize() {}

  static long bytes(List<Column> columns, int row) {
    long bytes = 0;
    for (Column column : columns) {
      bytes += bytes(column, row);
    }
    return bytes;
  }

  private static long bytes(Column column, int row) {
    return switch (column.vector()) {
      case BaseFixedWidthVector fixed -> fixed.getTypeWidth();
      case BaseVariableWidthVector texts -> Integer.BYTES + (long) texts.getValueLength(row);
      // Of nested values the mean.
      case FieldVector nested -> nested.getBufferSize() / Math.max(1, column.rowCount());
    };
  }
}
