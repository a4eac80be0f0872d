package dev.wadi.wasm;

import static dev.wadi.wasm.ArrowLayout.ARRAY_LENGTH;
import static dev.wadi.wasm.ArrowLayout.ARRAY_NULL_COUNT;

import dev.wadi.sdk.error.ErrorCode;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.FieldVector;

/// A block of the guest's memory, obtained from the guest, that holds one batch of arguments and
/// the place for its result. It only grows. The descriptors are written when it grows; a batch only
/// writes lengths, null counts and the values.
final class InputArena {
  private static final int ALIGNMENT = 64;
  private static final int ROWS_MIN = 64;
  private static final int TEXT_BYTES_MIN = 1_024;

  private final GuestInstance guest;
  private final int allocate;
  private final int free;
  private final List<ColumnShape> inputs;
  private final ColumnShape output;
  private final boolean strict;
  private final int[] textCapacity;
  private int rowCapacity;
  private ArenaLayout layout;
  private int address;
  private long home;

  InputArena(
      CompiledModule module,
      GuestInstance guest,
      List<ColumnShape> inputs,
      ColumnShape output,
      boolean strict) {
    this.guest = guest;
    this.allocate = module.functionIndex("wadi_alloc");
    this.free = module.functionIndex("wadi_free");
    this.inputs = inputs;
    this.output = output;
    this.strict = strict;
    this.textCapacity = new int[inputs.size()];
  }

  /// The guest address of the arguments' descriptor.
  int input() {
    return address;
  }

  /// The guest address of the result's descriptor.
  int output() {
    return address + layout.output();
  }

  /// The machine address of the result's descriptor.
  long outputHome() {
    return home + layout.output();
  }

  /// The machine address of the result's validity.
  long outputValidity() {
    return home + layout.outputValidity();
  }

  /// The machine address of the result's values, if they have a fixed width.
  long outputValues() {
    return home + layout.outputValues();
  }

  /// The machine address of the result's table of buffers.
  long outputBuffers() {
    return layout.outputBuffers(home);
  }

  /// Writes a batch.
  ///
  /// @return whether rows were masked out because an argument of a strict function is null
  boolean write(List<FieldVector> arguments, int rows) {
    ensure(arguments, rows);
    MemoryUtil.putLong(home + ARRAY_LENGTH, rows);
    Bits.setAll(outputValidity(), rows);
    boolean masked = false;
    for (int i = 0; i < textCapacity.length; i++) {
      masked |= writeColumn(i, arguments.get(i), rows) && strict;
    }
    long valid = masked ? Bits.countSet(outputValidity(), rows) : rows;
    layout.writeOutput(home, address);
    MemoryUtil.putLong(outputHome() + ARRAY_LENGTH, rows);
    MemoryUtil.putLong(outputHome() + ARRAY_NULL_COUNT, rows - valid);
    return masked;
  }

  private boolean writeColumn(int i, FieldVector vector, int rows) {
    ArenaLayout.Column column = layout.column(i);
    long validity = vector.getValidityBuffer().memoryAddress();
    int nulls = rows - Bits.countSet(validity, rows);
    long array = home + column.array();
    MemoryUtil.putLong(array + ARRAY_LENGTH, rows);
    MemoryUtil.putLong(array + ARRAY_NULL_COUNT, nulls);
    // Arrow allows a missing bitmap if nothing is null, so the guest can take the short way.
    MemoryUtil.putInt(home + column.buffers(), nulls == 0 ? 0 : address + column.validity());
    if (nulls > 0) {
      Bytes.copy(validity, home + column.validity(), Bits.bytes(rows));
      if (strict) {
        Bits.and(outputValidity(), validity, rows);
      }
    }
    writeValues(inputs.get(i), column, vector, rows);
    return nulls > 0;
  }

  private void writeValues(
      ColumnShape shape, ArenaLayout.Column column, FieldVector vector, int rows) {
    long values = vector.getDataBuffer().memoryAddress();
    if (!shape.variable()) {
      Bytes.copy(values, home + column.values(), shape.valueBytes(rows));
      return;
    }
    long offsets = vector.getOffsetBuffer().memoryAddress();
    int first = MemoryUtil.getInt(offsets);
    Bytes.copy(
        values + first, home + column.values(), MemoryUtil.getInt(offsets + 4L * rows) - first);
    Bytes.copy(offsets, home + column.offsets(), 4L * (rows + 1));
    if (first != 0) {
      rebase(home + column.offsets(), rows, first);
    }
  }

  private static void rebase(long offsets, int rows, int first) {
    for (long at = offsets; at <= offsets + 4L * rows; at += 4) {
      MemoryUtil.putInt(at, MemoryUtil.getInt(at) - first);
    }
  }

  private void ensure(List<FieldVector> arguments, int rows) {
    boolean fits = rows <= rowCapacity;
    for (int i = 0; i < textCapacity.length; i++) {
      if (inputs.get(i).variable()) {
        int bytes = textBytes(arguments.get(i), rows);
        if (bytes > textCapacity[i]) {
          textCapacity[i] = roundUp(Math.max(bytes, TEXT_BYTES_MIN));
          fits = false;
        }
      }
    }
    if (!fits) {
      rowCapacity = Math.max(rowCapacity, roundUp(Math.max(rows, ROWS_MIN)));
      grow();
    }
  }

  private static int textBytes(FieldVector vector, int rows) {
    ArrowBuf offsets = vector.getOffsetBuffer();
    return offsets.getInt(4L * rows) - offsets.getInt(0);
  }

  private static int roundUp(int size) {
    int power = Integer.highestOneBit(size);
    return power == size ? size : (int) Math.min(2L * power, Integer.MAX_VALUE);
  }

  private void grow() {
    if (layout != null) {
      guest.run(free, address, layout.size(), ALIGNMENT);
    }
    layout = ArenaLayout.of(inputs, textCapacity, output, rowCapacity);
    address = guest.call(allocate, layout.size(), ALIGNMENT);
    if (address == 0) {
      throw new GuestFailure(
          ErrorCode.PLUGIN_MEMORY_LIMIT,
          "it has no room for a batch of %,d bytes".formatted(layout.size()));
    }
    home = homeOf(address);
    layout.writeDescriptors(home, address);
  }

  private long homeOf(int block) {
    long start = Integer.toUnsignedLong(block);
    try {
      if (start % ALIGNMENT == 0) {
        return guest.memory().check(start, layout.size());
      }
    } catch (GuestFailure e) {
      // Reported below: it is not an access of the guest's that was out of bounds.
    }
    throw new GuestFailure(
        ErrorCode.PLUGIN_BAD_RESULT,
        "wadi_alloc returned 0x%x for %,d bytes aligned to %d, which is not such a block"
            .formatted(start, layout.size(), ALIGNMENT));
  }
}
