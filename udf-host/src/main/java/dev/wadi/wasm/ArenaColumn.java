package dev.wadi.wasm;

import static dev.wadi.wasm.ArrowLayout.ARRAY_BUFFERS;
import static dev.wadi.wasm.ArrowLayout.ARRAY_BUFFER_COUNT;
import static dev.wadi.wasm.ArrowLayout.ARRAY_BYTES;
import static dev.wadi.wasm.ArrowLayout.ARRAY_CHILDREN;
import static dev.wadi.wasm.ArrowLayout.ARRAY_CHILD_COUNT;
import static dev.wadi.wasm.ArrowLayout.POINTER_BYTES;

import org.apache.arrow.memory.util.MemoryUtil;

/// Where one column, or a column in it, lies in an {@link InputArena}, as distances from its start,
/// and how much room it has there.
final class ArenaColumn {
  private static final int BUFFER_TABLE_BYTES = 4 * POINTER_BYTES;
  private static final int ROWS_MIN = 64;
  private static final int TEXT_BYTES_MIN = 1_024;

  /// Who brings the memory of the buffers.
  enum Room {
    /// The host, which fills them.
    ARGUMENT,
    /// The host, which fills them for the guest to change.
    CHANGED,
    /// The host, as far as it knows how much: bitmaps, fixed-width values, offsets. What is inside
    /// of a list or struct is {@link #GUEST}'s.
    RESULT,
    /// The guest.
    GUEST
  }

  final ColumnShape shape;
  final Room room;
  final ArenaColumn[] children;

  private int rowCapacity;
  private int byteCapacity;

  // The descriptor, its tables, and the buffers; 0 where there is none.
  private int array;
  private int childTable;
  private int bufferTable;
  private int validity;
  private int offsets;
  private int values;

  private ArenaColumn(ColumnShape shape, Room room, Room inside) {
    this.shape = shape;
    this.room = room;
    this.children =
        shape.children().stream().map(child -> of(child, inside)).toArray(ArenaColumn[]::new);
  }

  static ArenaColumn of(ColumnShape shape, Room room) {
    return new ArenaColumn(shape, room, room == Room.RESULT ? Room.GUEST : room);
  }

  /// A struct that is never null itself: a batch of columns.
  static ArenaColumn batch(ColumnShape struct, Room columns) {
    return new ArenaColumn(struct, Room.GUEST, columns);
  }

  /// Demands room for some rows.
  void reserve(int rows) {
    if (rows > rowCapacity) {
      rowCapacity = roundUp(Math.max(rows, ROWS_MIN));
    }
    for (ArenaColumn child : children) {
      if (child.room == Room.RESULT) {
        child.reserve(rows);
      }
    }
  }

  /// Demands room for texts.
  void reserveBytes(int bytes) {
    byteCapacity = roundUp(Math.max(bytes, TEXT_BYTES_MIN));
  }

  // The next power of two.
  private static int roundUp(int size) {
    int power = Integer.highestOneBit(size);
    return power == size ? size : (int) Math.min(2L * power, Integer.MAX_VALUE);
  }

  int rowCapacity() {
    return rowCapacity;
  }

  int byteCapacity() {
    return byteCapacity;
  }

  int array() {
    return array;
  }

  int bufferTable() {
    return bufferTable;
  }

  int validity() {
    return validity;
  }

  int offsets() {
    return offsets;
  }

  int values() {
    return values;
  }

  void placeDescriptors(ArenaCursor cursor) {
    array = cursor.take(ARRAY_BYTES);
    for (ArenaColumn child : children) {
      child.placeDescriptors(cursor);
    }
  }

  void placeTables(ArenaCursor cursor) {
    bufferTable = cursor.take(BUFFER_TABLE_BYTES);
    childTable = cursor.take((long) POINTER_BYTES * children.length);
    for (ArenaColumn child : children) {
      child.placeTables(cursor);
    }
  }

  void placeBuffers(ArenaCursor cursor) {
    if (room != Room.GUEST) {
      validity = cursor.takeBuffer(Bits.bytes(rowCapacity));
      offsets = shape.hasOffsets() ? cursor.takeBuffer(4L * (rowCapacity + 1L)) : 0;
      long bytes = shape.width() >= 0 ? shape.valueBytes(rowCapacity) : byteCapacity;
      values = bytes == 0 ? 0 : cursor.takeBuffer(bytes);
    }
    for (ArenaColumn child : children) {
      child.placeBuffers(cursor);
    }
  }

  /// Writes the descriptors, without lengths and null counts.
  ///
  /// @param home the arena's machine address
  /// @param address the arena's guest address
  void writeDescriptors(long home, int address) {
    for (int at = 0; at < ARRAY_BYTES; at += 8) {
      MemoryUtil.putLong(home + array + at, 0);
    }
    MemoryUtil.putLong(home + array + ARRAY_BUFFER_COUNT, shape.bufferCount());
    MemoryUtil.putInt(home + array + ARRAY_BUFFERS, address + bufferTable);
    writeBufferTable(home + bufferTable, address);
    if (children.length > 0) {
      writeChildren(home, address);
    }
  }

  /// Fills the places for values and offsets of a result, but not its validity, with one byte.
  void spoil(long home, byte filling) {
    if (room == Room.RESULT) {
      if (offsets != 0) {
        MemoryUtil.setMemory(home + offsets, 4L * (rowCapacity + 1L), filling);
      }
      if (values != 0) {
        MemoryUtil.setMemory(home + values, shape.valueBytes(rowCapacity), filling);
      }
    }
  }

  private void writeBufferTable(long table, int address) {
    int second = shape.hasOffsets() ? offsets : values;
    int third = shape.variable() ? values : 0;
    MemoryUtil.putInt(table, pointer(address, validity));
    MemoryUtil.putInt(table + POINTER_BYTES, pointer(address, second));
    MemoryUtil.putInt(table + 2 * POINTER_BYTES, pointer(address, third));
  }

  private void writeChildren(long home, int address) {
    MemoryUtil.putLong(home + array + ARRAY_CHILD_COUNT, children.length);
    MemoryUtil.putInt(home + array + ARRAY_CHILDREN, address + childTable);
    for (int i = 0; i < children.length; i++) {
      MemoryUtil.putInt(home + childTable + (long) POINTER_BYTES * i, address + children[i].array);
      children[i].writeDescriptors(home, address);
    }
  }

  private static int pointer(int address, int position) {
    return position == 0 ? 0 : address + position;
  }
}
