package dev.wadi.wasm;

import static dev.wadi.wasm.ArrowLayout.ARRAY_BUFFERS;
import static dev.wadi.wasm.ArrowLayout.ARRAY_BUFFER_COUNT;
import static dev.wadi.wasm.ArrowLayout.ARRAY_BYTES;
import static dev.wadi.wasm.ArrowLayout.ARRAY_CHILDREN;
import static dev.wadi.wasm.ArrowLayout.ARRAY_CHILD_COUNT;
import static dev.wadi.wasm.ArrowLayout.POINTER_BYTES;

import dev.wadi.sdk.error.ErrorCode;
import java.util.List;
import org.apache.arrow.memory.util.MemoryUtil;

/// Where everything lies in an {@link InputArena}, as distances from its start: the descriptors
/// first, then their pointer tables, then the buffers.
final class ArenaLayout {
  private static final int BUFFER_ALIGNMENT = 64;
  private static final int BUFFER_TABLE_BYTES = 4 * POINTER_BYTES;

  private final Column[] columns;
  private final int output = ARRAY_BYTES;
  private final int childTable;
  private final int structBuffers;
  private final Column result;
  private final long size;

  /// @param array the descriptor
  /// @param buffers its table of pointers to the following
  /// @param validity one bit per row
  /// @param offsets of a variable-width column; 0 if it has none
  /// @param values the values; of a variable-width result 0, because the guest brings them
  record Column(int array, int buffers, int validity, int offsets, int values) {}

  private ArenaLayout(
      List<ColumnShape> inputs, int[] textCapacity, ColumnShape resultShape, int rows) {
    int count = inputs.size();
    childTable = ARRAY_BYTES * (2 + count);
    structBuffers = align(childTable + POINTER_BYTES * count, BUFFER_TABLE_BYTES);
    int tables = structBuffers + BUFFER_TABLE_BYTES;
    Cursor cursor = new Cursor(tables + (long) BUFFER_TABLE_BYTES * (count + 1));
    columns = new Column[count];
    for (int i = 0; i < count; i++) {
      columns[i] =
          column(
              ARRAY_BYTES * (2 + i),
              tables + BUFFER_TABLE_BYTES * i,
              inputs.get(i),
              textCapacity[i],
              rows,
              cursor);
    }
    result = column(output, tables + BUFFER_TABLE_BYTES * count, resultShape, 0, rows, cursor);
    size = cursor.position;
  }

  /// @throws GuestFailure if it is larger than any memory
  static ArenaLayout of(
      List<ColumnShape> inputs, int[] textCapacity, ColumnShape output, int rows) {
    ArenaLayout layout = new ArenaLayout(inputs, textCapacity, output, rows);
    if (layout.size > Integer.MAX_VALUE) {
      throw new GuestFailure(
          ErrorCode.PLUGIN_MEMORY_LIMIT,
          "a batch of %,d bytes does not fit into its memory".formatted(layout.size));
    }
    return layout;
  }

  private static Column column(
      int array, int buffers, ColumnShape shape, int textBytes, int rows, Cursor cursor) {
    int validity = cursor.take(Bits.bytes(rows));
    if (shape.variable()) {
      int offsets = cursor.take(4L * (rows + 1L));
      return new Column(
          array, buffers, validity, offsets, textBytes == 0 ? 0 : cursor.take(textBytes));
    }
    return new Column(array, buffers, validity, 0, cursor.take(shape.valueBytes(rows)));
  }

  private static int align(int position, int alignment) {
    return (position + alignment - 1) & -alignment;
  }

  // Positions beyond the integers wrap around here; the size, a long, is checked before any is
  // used.
  private static final class Cursor {
    private long position;

    private Cursor(long position) {
      this.position = position;
    }

    private int take(long bytes) {
      position = (position + BUFFER_ALIGNMENT - 1) & -BUFFER_ALIGNMENT;
      int start = (int) position;
      position += bytes;
      return start;
    }
  }

  int size() {
    return (int) size;
  }

  int output() {
    return output;
  }

  int outputValidity() {
    return result.validity;
  }

  int outputValues() {
    return result.values;
  }

  Column column(int i) {
    return columns[i];
  }

  /// Writes all that stays the same from batch to batch.
  ///
  /// @param home the arena's machine address
  /// @param address the arena's guest address
  void writeDescriptors(long home, int address) {
    MemoryUtil.setMemory(home, structBuffers + BUFFER_TABLE_BYTES, (byte) 0);
    MemoryUtil.putLong(home + ARRAY_BUFFER_COUNT, 1);
    MemoryUtil.putLong(home + ARRAY_CHILD_COUNT, columns.length);
    MemoryUtil.putInt(home + ARRAY_BUFFERS, address + structBuffers);
    MemoryUtil.putInt(home + ARRAY_CHILDREN, address + childTable);
    for (int i = 0; i < columns.length; i++) {
      MemoryUtil.putInt(home + childTable + (long) POINTER_BYTES * i, address + columns[i].array);
      writeColumn(home, address, columns[i]);
    }
  }

  /// Writes the result's descriptor, which the guest changes, without length and null count.
  void writeOutput(long home, int address) {
    for (int at = 0; at < ARRAY_BYTES; at += 8) {
      MemoryUtil.putLong(home + output + at, 0);
    }
    writeColumn(home, address, result);
  }

  private static void writeColumn(long home, int address, Column column) {
    boolean variable = column.offsets != 0;
    MemoryUtil.putLong(home + column.array + ARRAY_BUFFER_COUNT, variable ? 3 : 2);
    MemoryUtil.putInt(home + column.array + ARRAY_BUFFERS, address + column.buffers);
    long table = home + column.buffers;
    MemoryUtil.putInt(table, address + column.validity);
    int second = variable ? column.offsets : column.values;
    int third = variable && column.values != 0 ? address + column.values : 0;
    MemoryUtil.putInt(table + POINTER_BYTES, address + second);
    MemoryUtil.putInt(table + 2 * POINTER_BYTES, third);
  }

  /// The machine address of the result's table of buffers.
  long outputBuffers(long home) {
    return home + result.buffers;
  }
}
