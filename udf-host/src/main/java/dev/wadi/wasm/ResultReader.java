package dev.wadi.wasm;

import static dev.wadi.wasm.ArrowLayout.ARRAY_LENGTH;
import static dev.wadi.wasm.ArrowLayout.ARRAY_OFFSET;
import static dev.wadi.wasm.ArrowLayout.POINTER_BYTES;

import dev.wadi.sdk.error.ErrorCode;
import java.util.List;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.Types;
import org.apache.arrow.vector.types.pojo.Field;

/// Takes a result out of a guest's memory. Everything is copied first, and then the copy is
/// checked, so that nothing that was checked can change. What does not hold is a {@link
/// ErrorCode#PLUGIN_BAD_RESULT}.
final class ResultReader {
  private final Field field;
  private final Types.MinorType type;
  private final ColumnShape shape;
  private final ValueCheck check;
  private final LinearMemory memory;

  ResultReader(Field field, ColumnShape shape, LinearMemory memory) {
    this.field = field;
    this.type = Types.getMinorTypeForArrowType(field.getType());
    this.shape = shape;
    this.check = ValueCheck.of(field.getType());
    this.memory = memory;
  }

  /// Fills a vector with the result that lies in the arena.
  ///
  /// @param masked whether an argument of a strict function has nulls
  void read(
      InputArena arena, List<FieldVector> arguments, int rows, boolean masked, FieldVector result) {
    if (result.getMinorType() != type) {
      throw new IllegalArgumentException(
          "%s cannot hold values of %s".formatted(result.getMinorType(), type));
    }
    long length = MemoryUtil.getLong(arena.outputHome() + ARRAY_LENGTH);
    long offset = MemoryUtil.getLong(arena.outputHome() + ARRAY_OFFSET);
    if (length != rows || offset != 0) {
      throw bad("%d values at offset %d, expected %d at 0".formatted(length, offset, rows));
    }
    if (result instanceof BaseVariableWidthVector variable) {
      readVariable(arena, variable, rows);
    } else {
      readFixed(arena, (BaseFixedWidthVector) result, rows);
    }
    readValidity(arena, arguments, rows, masked, result);
    check.check(result, rows);
  }

  private void readFixed(InputArena arena, BaseFixedWidthVector result, int rows) {
    if (result.getValueCapacity() < rows) {
      result.allocateNew(rows);
    }
    result.setValueCount(rows);
    Bytes.copy(
        arena.outputValues(), result.getDataBuffer().memoryAddress(), shape.valueBytes(rows));
  }

  private void readVariable(InputArena arena, BaseVariableWidthVector result, int rows) {
    int offsetsAt = MemoryUtil.getInt(arena.outputBuffers() + POINTER_BYTES);
    int valuesAt = MemoryUtil.getInt(arena.outputBuffers() + 2 * POINTER_BYTES);
    long offsetBytes = 4L * (rows + 1);
    long source = region("offsets", offsetsAt, offsetBytes);
    int first = MemoryUtil.getInt(source);
    int end = MemoryUtil.getInt(source + 4L * rows);
    if (first < 0 || end < first) {
      throw bad("the offsets run from %d to %d".formatted(first, end));
    }
    long values = region("values", valuesAt, end);
    if (result.getValueCapacity() < rows || result.getByteCapacity() < end - first) {
      result.allocateNew(end - first, rows);
    }
    long offsets = result.getOffsetBuffer().memoryAddress();
    Bytes.copy(source, offsets, offsetBytes);
    Bytes.copy(values + first, result.getDataBuffer().memoryAddress(), end - first);
    checkOffsets(offsets, rows, first, end);
    result.setLastSet(rows - 1);
    result.setValueCount(rows);
  }

  private long region(String what, int address, long bytes) {
    try {
      return memory.check(Integer.toUnsignedLong(address), bytes);
    } catch (GuestFailure e) {
      throw bad("its %s are an %s".formatted(what, e.getMessage()));
    }
  }

  // On our copy: ascending, from zero, to the number of bytes that were copied.
  private static void checkOffsets(long offsets, int rows, int first, int end) {
    int previous = first;
    for (int i = 0; i <= rows; i++) {
      int offset = MemoryUtil.getInt(offsets + 4L * i);
      if (offset < previous || offset > end) {
        throw bad("offset %d is %d, after %d and before %d".formatted(i, offset, previous, end));
      }
      MemoryUtil.putInt(offsets + 4L * i, offset - first);
      previous = offset;
    }
    if (previous != end || MemoryUtil.getInt(offsets) != 0) {
      throw bad("the offsets do not run from %d to %d".formatted(first, end));
    }
  }

  // The guest has no say in what a strict function makes of null arguments.
  private void readValidity(
      InputArena arena, List<FieldVector> arguments, int rows, boolean masked, FieldVector result) {
    long validity = result.getValidityBuffer().memoryAddress();
    Bits.setAll(validity, rows);
    int asked = masked ? mask(validity, arguments, rows) : rows;
    int bitmap = MemoryUtil.getInt(arena.outputBuffers());
    if (bitmap != 0) {
      Bits.and(validity, region("validity", bitmap, Bits.bytes(rows)), rows);
    }
    if (!field.isNullable() && Bits.countSet(validity, rows) < asked) {
      throw bad("it contains nulls, but the function is declared to return none");
    }
  }

  private static int mask(long validity, List<FieldVector> arguments, int rows) {
    for (FieldVector argument : arguments) {
      Bits.and(validity, argument.getValidityBuffer().memoryAddress(), rows);
    }
    return Bits.countSet(validity, rows);
  }

  static GuestFailure bad(String reason) {
    return new GuestFailure(ErrorCode.PLUGIN_BAD_RESULT, "its result is not valid: " + reason);
  }
}
