package dev.wadi.wasm;

import static dev.wadi.wasm.ArrowLayout.ARRAY_LENGTH;
import static dev.wadi.wasm.ArrowLayout.ARRAY_NULL_COUNT;

import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;

/// Copies rows of vectors into an arena's columns.
final class ArenaWriter {
  private long home;
  private int address;
  private boolean hiddenNulls;

  /// Where the arena begins, for the machine and for the guest.
  void moveTo(long machineAddress, int guestAddress) {
    home = machineAddress;
    address = guestAddress;
  }

  /// True if since this was last asked a null was written inside of a list or struct where none is
  /// declared.
  boolean takeHiddenNulls() {
    boolean hidden = hiddenNulls;
    hiddenNulls = false;
    return hidden;
  }

  /// Whether there is room for some rows; if not, the column demands more from now on.
  static boolean fits(ArenaColumn column, FieldVector vector, int from, int rows) {
    boolean fits = rows <= column.rowCapacity();
    if (!fits) {
      column.reserve(rows);
    }
    ColumnShape shape = column.shape;
    return switch (shape.width()) {
      case ColumnShape.VARIABLE -> textFits(column, vector, from, rows) && fits;
      case ColumnShape.LIST -> {
        int first = offset(vector, from, rows, from);
        int items = offset(vector, from, rows, from + rows) - first;
        yield fits(column.children[0], items(vector), first, items) && fits;
      }
      case ColumnShape.STRUCT -> {
        for (int i = 0; i < column.children.length; i++) {
          fits &= fits(column.children[i], field(vector, i), from, rows);
        }
        yield fits;
      }
      default -> fits;
    };
  }

  private static boolean textFits(ArenaColumn column, FieldVector vector, int from, int rows) {
    int bytes = offset(vector, from, rows, from + rows) - offset(vector, from, rows, from);
    if (bytes <= column.byteCapacity()) {
      return true;
    }
    column.reserveBytes(bytes);
    return false;
  }

  // A vector that never had a row has no offsets.
  private static int offset(FieldVector vector, int from, int rows, int row) {
    return rows == 0 ? 0 : vector.getOffsetBuffer().getInt(4L * row);
  }

  static FieldVector items(FieldVector vector) {
    return ((ListVector) vector).getDataVector();
  }

  static FieldVector field(FieldVector vector, int i) {
    return (FieldVector) ((StructVector) vector).getChildByOrdinal(i);
  }

  /// Writes rows of a vector.
  ///
  /// @return how many of them are null
  int write(ArenaColumn column, FieldVector vector, int from, int rows) {
    long array = home + column.array();
    int nulls = rows == 0 ? 0 : writeValidity(column, vector, from, rows);
    MemoryUtil.putLong(array + ARRAY_LENGTH, rows);
    MemoryUtil.putLong(array + ARRAY_NULL_COUNT, nulls);
    if (column.room != ArenaColumn.Room.CHANGED) {
      // Arrow allows a missing bitmap if nothing is null, so the guest can take the short way.
      MemoryUtil.putInt(home + column.bufferTable(), nulls == 0 ? 0 : address + column.validity());
    } else if (nulls == 0) {
      Bits.setAll(home + column.validity(), rows);
    }
    ColumnShape shape = column.shape;
    switch (shape.width()) {
      case ColumnShape.VARIABLE -> writeTexts(column, vector, from, rows);
      case ColumnShape.LIST -> writeItems(column, vector, from, rows);
      case ColumnShape.STRUCT -> writeFields(column, vector, from, rows);
      case ColumnShape.BITS ->
          Bits.copy(vector.getDataBuffer().memoryAddress(), from, home + column.values(), rows);
      default ->
          Bytes.copy(
              vector.getDataBuffer().memoryAddress() + (long) from * shape.width(),
              home + column.values(),
              shape.valueBytes(rows));
    }
    return nulls;
  }

  private int writeValidity(ArenaColumn column, FieldVector vector, int from, int rows) {
    long source = vector.getValidityBuffer().memoryAddress();
    long target = home + column.validity();
    if ((from & 7) != 0) {
      Bits.copy(source, from, target, rows);
      return rows - Bits.countSet(target, rows);
    }
    source += from >>> 3;
    int nulls = rows - Bits.countSet(source, rows);
    if (nulls > 0) {
      Bytes.copy(source, target, Bits.bytes(rows));
    }
    return nulls;
  }

  private void writeTexts(ArenaColumn column, FieldVector vector, int from, int rows) {
    int first = writeOffsets(column, vector, from, rows);
    int end = offset(vector, from, rows, from + rows);
    Bytes.copy(vector.getDataBuffer().memoryAddress() + first, home + column.values(), end - first);
  }

  private void writeItems(ArenaColumn column, FieldVector vector, int from, int rows) {
    int first = writeOffsets(column, vector, from, rows);
    int end = offset(vector, from, rows, from + rows);
    writeInside(column.children[0], items(vector), first, end - first);
  }

  private void writeFields(ArenaColumn column, FieldVector vector, int from, int rows) {
    for (int i = 0; i < column.children.length; i++) {
      writeInside(column.children[i], field(vector, i), from, rows);
    }
  }

  private void writeInside(ArenaColumn column, FieldVector vector, int from, int rows) {
    int nulls = write(column, vector, from, rows);
    hiddenNulls |= nulls > 0 && !column.shape.nullable();
  }

  // Returns what the offsets start at in the vector; in the arena they start at zero.
  private int writeOffsets(ArenaColumn column, FieldVector vector, int from, int rows) {
    long target = home + column.offsets();
    if (rows == 0) {
      MemoryUtil.putInt(target, 0);
      return 0;
    }
    long source = vector.getOffsetBuffer().memoryAddress() + 4L * from;
    int first = MemoryUtil.getInt(source);
    Bytes.copy(source, target, 4L * (rows + 1));
    if (first != 0) {
      rebase(target, rows, first);
    }
    return first;
  }

  private static void rebase(long offsets, int rows, int first) {
    for (long at = offsets; at <= offsets + 4L * rows; at += 4) {
      MemoryUtil.putInt(at, MemoryUtil.getInt(at) - first);
    }
  }
}
