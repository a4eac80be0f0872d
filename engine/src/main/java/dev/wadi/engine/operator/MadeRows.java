package dev.wadi.engine.operator;

import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionSignature;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;

/// Rows that a table function makes in one go, and which row each is made of.
final class MadeRows implements AutoCloseable {
  private final FunctionSignature function;
  private final IntVector origins;
  private final List<Column> columns;

  MadeRows(FunctionSignature function, BufferAllocator allocator) {
    this.function = function;
    this.origins = new IntVector("", allocator);
    this.columns =
        function.columns().stream().map(field -> Column.of(field.createVector(allocator))).toList();
  }

  IntVector origins() {
    return origins;
  }

  /// Borrowed.
  List<FieldVector> vectors() {
    return columns.stream().map(Column::vector).toList();
  }

  /// Borrowed.
  List<Column> columns() {
    return columns;
  }

  int count() {
    return origins.getValueCount();
  }

  /// Throws if the function did not keep to its contract.
  void check(int rowsMax) {
    for (Column column : columns) {
      if (column.rowCount() != count() || count() > rowsMax) {
        throw new WadiException(
            ErrorCode.PLUGIN_BAD_RESULT,
            "function '%s' returned %d values for %d rows, of at most %d"
                .formatted(function.name(), column.rowCount(), count(), rowsMax));
      }
    }
  }

  @Override
  public void close() {
    origins.close();
    columns.forEach(Column::release);
  }
}
