package dev.wadi.wasm;

import static dev.wadi.wasm.ArrowLayout.ARRAY_LENGTH;
import static dev.wadi.wasm.ArrowLayout.ARRAY_NULL_COUNT;

import dev.wadi.sdk.error.ErrorCode;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.FieldVector;

/// A block of the guest's memory, obtained from the guest, that holds one batch of arguments and
/// the place for its result. It only grows. The arguments' descriptors are written when it grows; a
/// batch only writes lengths, null counts and the values.
final class InputArena {
  private static final int ALIGNMENT = 64;

  private final GuestInstance guest;
  private final int allocate;
  private final int free;
  private final ArenaColumn input;
  private final ArenaColumn output;
  private final ArenaWriter writer = new ArenaWriter();
  private int size;
  private int address;
  private long home;
  // What the guest must leave as it is.
  private List<Span> borrowed = List.of();
  private byte filling;

  /// @param input a batch
  InputArena(PluginGuest plugin, ArenaColumn input, ArenaColumn output) {
    this.guest = plugin.instance();
    this.allocate = plugin.module().functionIndex("wadi_alloc");
    this.free = plugin.module().functionIndex("wadi_free");
    this.input = input;
    this.output = output;
  }

  /// The guest address of the arguments' descriptor.
  int input() {
    return address + input.array();
  }

  /// The guest address of the result's descriptor.
  int output() {
    return address + output.array();
  }

  /// The machine address of the whole.
  long home() {
    return home;
  }

  /// Makes room for a batch of arguments and a result of as many rows, and writes what is not
  /// {@link #writeArgument written} column by column.
  void start(List<FieldVector> arguments, int rows) {
    start(arguments, rows, List.of(), rows);
  }

  /// The same with columns that the guest changes, if it takes any.
  void start(List<FieldVector> arguments, int rows, List<FieldVector> changed, int outputRows) {
    boolean fits = size > 0 && outputRows <= output.rowCapacity();
    for (int i = 0; i < changed.size(); i++) {
      fits &= ArenaWriter.fits(output.children[i], changed.get(i), 0, outputRows);
    }
    for (int i = 0; i < input.children.length; i++) {
      fits &= ArenaWriter.fits(input.children[i], arguments.get(i), 0, rows);
    }
    if (!fits) {
      output.reserve(outputRows);
      grow();
    }
    MemoryUtil.putLong(home + input.array() + ARRAY_LENGTH, rows);
  }

  /// @return how many of the rows are null
  int writeArgument(int i, FieldVector vector, int rows) {
    return writer.write(input.children[i], vector, 0, rows);
  }

  /// True if a null was written inside of a list or struct where none is declared, since this was
  /// last asked.
  boolean takeHiddenNulls() {
    return writer.takeHiddenNulls();
  }

  /// Writes the result's descriptors, which the guest changes.
  void writeOutput(int rows, int nulls) {
    output.writeDescriptors(home, address);
    long array = home + output.array();
    MemoryUtil.putLong(array + ARRAY_LENGTH, rows);
    MemoryUtil.putLong(array + ARRAY_NULL_COUNT, nulls);
  }

  /// Writes columns that the guest changes.
  void writeChanged(List<FieldVector> changed, int rows) {
    writeOutput(rows, 0);
    for (int i = 0; i < changed.size(); i++) {
      writer.write(output.children[i], changed.get(i), 0, rows);
    }
  }

  private record Span(long start, int bytes) {}

  /// A copy of what the guest must leave as it is.
  byte[] borrowed() {
    byte[] bytes = new byte[borrowed.stream().mapToInt(Span::bytes).sum()];
    int copied = 0;
    for (Span span : borrowed) {
      MemoryUtil.copyFromMemory(home + span.start(), bytes, copied, span.bytes());
      copied += span.bytes();
    }
    return bytes;
  }

  /// Fills the places for results, each time with something else.
  void spoilResult() {
    filling = (byte) (31 * filling + 0xA5);
    output.spoil(home, filling);
  }

  private void grow() {
    if (size > 0) {
      guest.run(free, address, size, ALIGNMENT);
    }
    size = place();
    address = guest.call(allocate, size, ALIGNMENT);
    if (address == 0) {
      throw new GuestFailure(
          ErrorCode.PLUGIN_MEMORY_LIMIT, "it has no room for a batch of %,d bytes".formatted(size));
    }
    home = homeOf(address);
    writer.moveTo(home, address);
    input.writeDescriptors(home, address);
  }

  private int place() {
    ArenaCursor cursor = new ArenaCursor();
    Span descriptors = span(cursor, input::placeDescriptors);
    output.placeDescriptors(cursor);
    Span tables = span(cursor, input::placeTables);
    output.placeTables(cursor);
    Span buffers = span(cursor, input::placeBuffers);
    output.placeBuffers(cursor);
    borrowed = List.of(descriptors, tables, buffers);
    if (cursor.size() > Integer.MAX_VALUE) {
      throw new GuestFailure(
          ErrorCode.PLUGIN_MEMORY_LIMIT,
          "a batch of %,d bytes does not fit into its memory".formatted(cursor.size()));
    }
    return (int) cursor.size();
  }

  private static Span span(ArenaCursor cursor, Consumer<ArenaCursor> placement) {
    long start = cursor.size();
    placement.accept(cursor);
    return new Span(start, (int) (cursor.size() - start));
  }

  private long homeOf(int block) {
    long start = Integer.toUnsignedLong(block);
    try {
      if (start % ALIGNMENT == 0) {
        return guest.memory().check(start, size);
      }
    } catch (GuestFailure e) {
      // Reported below: it is not an access of the guest's that was out of bounds.
    }
    throw new GuestFailure(
        ErrorCode.PLUGIN_BAD_RESULT,
        "wadi_alloc returned 0x%x for %,d bytes aligned to %d, which is not such a block"
            .formatted(start, size, ALIGNMENT));
  }
}
