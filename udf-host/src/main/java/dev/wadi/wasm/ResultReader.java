package dev.wadi.wasm;

import static dev.wadi.wasm.ArrowLayout.POINTER_BYTES;

import dev.wadi.sdk.error.ErrorCode;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.FieldVector;

/// Takes a result out of a guest's memory. Everything is copied first, and then the copy is
/// checked, so that nothing that was checked can change. What does not hold is a {@link
/// ErrorCode#PLUGIN_BAD_RESULT}.
final class ResultReader {
  private final ArenaColumn column;
  private final ColumnShape shape;
  private final GuestColumns guest;

  ResultReader(ArenaColumn column, LinearMemory memory) {
    this.column = column;
    this.shape = column.shape;
    this.guest = new GuestColumns(memory);
  }

  /// Fills a vector with the result that lies in an arena.
  ///
  /// @param home the arena's machine address
  void read(long home, AskedRows asked, int rows, FieldVector result) {
    GuestColumns.checkType(shape, result);
    guest.start(home);
    guest.checkLength(column, rows);
    if (shape.nested()) {
      readNested(asked, rows, result);
      return;
    }
    if (result instanceof BaseVariableWidthVector variable) {
      readVariable(home, variable, rows);
    } else {
      readFixed(home, (BaseFixedWidthVector) result, rows);
    }
    readValidity(result.getValidityBuffer().memoryAddress(), asked, rows);
    shape.check().check(result, rows);
  }

  private void readFixed(long home, BaseFixedWidthVector result, int rows) {
    if (result.getValueCapacity() < rows) {
      result.allocateNew(rows);
    }
    result.setValueCount(rows);
    Bytes.copy(
        home + column.values(), result.getDataBuffer().memoryAddress(), shape.valueBytes(rows));
  }

  private void readVariable(long home, BaseVariableWidthVector result, int rows) {
    long buffers = home + column.bufferTable();
    int offsetsAt = MemoryUtil.getInt(buffers + POINTER_BYTES);
    int valuesAt = MemoryUtil.getInt(buffers + 2 * POINTER_BYTES);
    long offsetBytes = 4L * (rows + 1);
    long source = guest.region("offsets", offsetsAt, offsetBytes);
    int first = MemoryUtil.getInt(source);
    int end = MemoryUtil.getInt(source + 4L * rows);
    if (first < 0 || end < first) {
      throw bad("the offsets run from %d to %d".formatted(first, end));
    }
    long values = guest.region("values", valuesAt, end);
    if (result.getValueCapacity() < rows || result.getByteCapacity() < end - first) {
      result.allocateNew(end - first, rows);
    }
    long offsets = result.getOffsetBuffer().memoryAddress();
    Bytes.copy(source, offsets, offsetBytes);
    Bytes.copy(values + first, result.getDataBuffer().memoryAddress(), end - first);
    GuestColumns.rebase(offsets, rows, first, end);
    result.setLastSet(rows - 1);
    result.setValueCount(rows);
  }

  private void readNested(AskedRows asked, int rows, FieldVector result) {
    try (ArrowBuf validity = result.getAllocator().buffer(Bits.bytes(rows))) {
      readValidity(validity.memoryAddress(), asked, rows);
      guest.read(column, 0, rows, validity, result);
    }
  }

  // The guest has no say in what is made of rows that it was not asked about.
  private void readValidity(long validity, AskedRows asked, int rows) {
    int askedFor = asked.mark(validity, rows);
    guest.maskValidity(column, 0, rows, validity);
    if (!shape.nullable() && Bits.countSet(validity, rows) < askedFor) {
      throw bad("it contains nulls, but the function is declared to return none");
    }
  }

  static GuestFailure bad(String reason) {
    return new GuestFailure(ErrorCode.PLUGIN_BAD_RESULT, "its result is not valid: " + reason);
  }
}
