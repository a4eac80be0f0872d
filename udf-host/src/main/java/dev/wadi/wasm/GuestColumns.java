package dev.wadi.wasm;

import static dev.wadi.wasm.ArrowLayout.ARRAY_LENGTH;
import static dev.wadi.wasm.ArrowLayout.ARRAY_OFFSET;
import static dev.wadi.wasm.ArrowLayout.POINTER_BYTES;

import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;

/// Copies columns whose buffers are wherever the guest says, and what is inside of them, and checks
/// the copies. A descriptor is read where the host put it, whatever the guest points at.
final class GuestColumns {
  // Bitmaps that the guest leaves out are memory here, and none there.
  private static final int ROOM_FACTOR = 2;

  private final LinearMemory memory;
  private long home;
  private long room;
  private String tooLarge;

  GuestColumns(LinearMemory memory) {
    this.memory = memory;
  }

  /// Begins with a result, in the arena at a machine address.
  void start(long arena) {
    home = arena;
    room = ROOM_FACTOR * memory.size();
    tooLarge = "it is larger than the memory that it is in";
  }

  /// Begins with a result that may be so large.
  void start(long arena, long bytesMax) {
    start(arena);
    if (bytesMax < room) {
      room = bytesMax;
      tooLarge = "it has more than the %,d bytes that a call may return".formatted(bytesMax);
    }
  }

  static void checkType(ColumnShape shape, FieldVector vector) {
    if (vector.getMinorType() != shape.type()) {
      throw new IllegalArgumentException(
          "%s cannot hold values of %s".formatted(vector.getMinorType(), shape.type()));
    }
  }

  /// The length that the guest gave a column.
  long length(ArenaColumn column) {
    return MemoryUtil.getLong(home + column.array() + ARRAY_LENGTH);
  }

  /// Checks that a column has as many values as it must have, from the first on.
  void checkLength(ArenaColumn column, long expected) {
    checkLength(column, expected, expected);
  }

  private void checkLength(ArenaColumn column, long least, long most) {
    long length = length(column);
    long offset = MemoryUtil.getLong(home + column.array() + ARRAY_OFFSET);
    if (length < least || length > most || offset != 0) {
      throw bad(
          column, "%d values at offset %d, expected %d at 0".formatted(length, offset, least));
    }
  }

  /// Fills a vector with some rows of a column.
  ///
  /// @param validity of those rows, checked; borrowed
  void read(ArenaColumn column, int from, int rows, ArrowBuf validity, FieldVector vector) {
    ColumnShape shape = column.shape;
    checkType(shape, vector);
    int nulls = rows - Bits.countSet(validity.memoryAddress(), rows);
    ArrowFieldNode node = new ArrowFieldNode(rows, nulls);
    switch (shape.width()) {
      case ColumnShape.VARIABLE -> readTexts(column, from, node, validity, vector);
      case ColumnShape.LIST -> readItems(column, from, node, validity, vector);
      case ColumnShape.STRUCT -> {
        vector.loadFieldBuffers(node, List.of(validity));
        for (int i = 0; i < column.children.length; i++) {
          checkLength(column.children[i], length(column));
          readInside(column.children[i], from, rows, validity, ArenaWriter.field(vector, i));
        }
      }
      default -> readValues(column, from, node, validity, vector);
    }
    shape.check().check(vector, rows);
  }

  /// Fills a vector with a whole column of a batch.
  void readColumn(ArenaColumn column, int rows, FieldVector vector) {
    checkLength(column, rows);
    readInside(column, 0, rows, null, vector);
  }

  // What is inside of a null may be null although it is declared not to be.
  private void readInside(
      ArenaColumn column, int from, int rows, ArrowBuf parents, FieldVector vector) {
    try (ArrowBuf validity = buffer(vector, Bits.bytes(rows))) {
      Bits.setAll(validity.memoryAddress(), rows);
      maskValidity(column, from, rows, validity.memoryAddress());
      if (!column.shape.nullable() && nulls(parents, validity, rows) > 0) {
        throw bad(column, "it contains nulls, but is declared to have none");
      }
      read(column, from, rows, validity, vector);
    }
  }

  private static int nulls(ArrowBuf parents, ArrowBuf validity, int rows) {
    return parents == null
        ? rows - Bits.countSet(validity.memoryAddress(), rows)
        : Bits.countWithout(parents.memoryAddress(), validity.memoryAddress(), rows);
  }

  private void readValues(
      ArenaColumn column, int from, ArrowFieldNode node, ArrowBuf validity, FieldVector vector) {
    ColumnShape shape = column.shape;
    int rows = node.getLength();
    long source = region("values", address(column, 1), shape.valueBytes((long) from + rows));
    try (ArrowBuf values = buffer(vector, shape.valueBytes(rows))) {
      if (shape.width() == ColumnShape.BITS) {
        Bits.copy(source, from, values.memoryAddress(), rows);
      } else {
        Bytes.copy(
            source + (long) from * shape.width(), values.memoryAddress(), shape.valueBytes(rows));
      }
      vector.loadFieldBuffers(node, List.of(validity, values));
    }
  }

  private void readTexts(
      ArenaColumn column, int from, ArrowFieldNode node, ArrowBuf validity, FieldVector vector) {
    int rows = node.getLength();
    try (ArrowBuf offsets = buffer(vector, 4L * (rows + 1L))) {
      int first = readOffsets(column, from, rows, offsets);
      int bytes = offsets.getInt(4L * rows);
      long source = region("values", address(column, 2), (long) first + bytes);
      try (ArrowBuf values = buffer(vector, bytes)) {
        Bytes.copy(source + first, values.memoryAddress(), bytes);
        vector.loadFieldBuffers(node, List.of(validity, offsets, values));
      }
    }
  }

  private void readItems(
      ArenaColumn column, int from, ArrowFieldNode node, ArrowBuf validity, FieldVector vector) {
    int rows = node.getLength();
    ArenaColumn items = column.children[0];
    try (ArrowBuf offsets = buffer(vector, 4L * (rows + 1L))) {
      int first = readOffsets(column, from, rows, offsets);
      int count = offsets.getInt(4L * rows);
      checkLength(items, (long) first + count, Long.MAX_VALUE);
      vector.loadFieldBuffers(node, List.of(validity, offsets));
      readInside(items, first, count, null, ArenaWriter.items(vector));
    }
  }

  // Into our copy, which begins with zero; returns what the guest's begin with.
  private int readOffsets(ArenaColumn column, int from, int rows, ArrowBuf offsets) {
    long last = (long) from + rows;
    if (rows == 0) {
      offsets.setInt(0, 0);
      return 0;
    }
    long source = region("offsets", address(column, 1), 4L * (last + 1)) + 4L * from;
    Bytes.copy(source, offsets.memoryAddress(), 4L * (rows + 1L));
    int first = offsets.getInt(0);
    int end = offsets.getInt(4L * rows);
    if (first < 0 || end < first) {
      throw bad(column, "the offsets run from %d to %d".formatted(first, end));
    }
    rebase(offsets.memoryAddress(), rows, first, end);
    return first;
  }

  /// On our copy: ascending, from zero, to the number of values that are copied.
  static void rebase(long offsets, int rows, int first, int end) {
    int previous = first;
    for (int i = 0; i <= rows; i++) {
      int offset = MemoryUtil.getInt(offsets + 4L * i);
      if (offset < previous || offset > end) {
        throw ResultReader.bad(
            "offset %d is %d, after %d and before %d".formatted(i, offset, previous, end));
      }
      MemoryUtil.putInt(offsets + 4L * i, offset - first);
      previous = offset;
    }
    if (previous != end || MemoryUtil.getInt(offsets) != 0) {
      throw ResultReader.bad("the offsets do not run from %d to %d".formatted(first, end));
    }
  }

  /// Clears the bits of rows that are null in the guest.
  void maskValidity(ArenaColumn column, int from, int rows, long validity) {
    int bitmap = address(column, 0);
    if (bitmap == 0) {
      return;
    }
    long source = region("validity", bitmap, Bits.bytes((long) from + rows));
    if (from == 0) {
      Bits.and(validity, source, rows);
    } else {
      Bits.andFrom(validity, source, from, rows);
    }
  }

  private int address(ArenaColumn column, int buffer) {
    return MemoryUtil.getInt(home + column.bufferTable() + (long) POINTER_BYTES * buffer);
  }

  /// The machine address of a piece of the guest's memory.
  long region(String what, int address, long bytes) {
    try {
      return memory.check(Integer.toUnsignedLong(address), bytes);
    } catch (GuestFailure e) {
      throw ResultReader.bad("its %s are an %s".formatted(what, e.getMessage()));
    }
  }

  // Buffers that overlap in the guest could add up to any size here.
  private ArrowBuf buffer(FieldVector vector, long bytes) {
    room -= bytes;
    if (room < 0) {
      throw ResultReader.bad(tooLarge);
    }
    return vector.getAllocator().buffer(bytes);
  }

  private static GuestFailure bad(ArenaColumn column, String reason) {
    String name = column.shape.field().getName();
    return ResultReader.bad(name.isEmpty() ? reason : "'%s': %s".formatted(name, reason));
  }
}
