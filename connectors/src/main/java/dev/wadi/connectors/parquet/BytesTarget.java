package dev.wadi.connectors.parquet;

import dev.wadi.sdk.batch.Column;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.io.api.Binary;

/// TEXT and BYTEA columns.
final class BytesTarget extends LeafTarget {
  private static final int EXPECTED_BYTES_PER_VALUE = 16;

  private final UnaryOperator<Binary> conversion;
  private BaseVariableWidthVector vector;
  private MemorySegment data;
  private MemorySegment offsets;
  private int nextSlot;
  private int end;
  private byte[] entryBytes = new byte[0];
  private int[] entryStarts = new int[1];

  /// @param conversion from the file's bytes to the column's; throws if they do not fit
  BytesTarget(UnaryOperator<Binary> conversion) {
    this.conversion = conversion;
  }

  @Override
  void setDictionary(Dictionary entries) {
    int count = entries.getMaxId() + 1;
    entryStarts = new int[count + 1];
    for (int id = 0; id < count; id++) {
      Binary entry = conversion.apply(entries.decodeToBinary(id));
      int start = entryStarts[id];
      int stop = Math.addExact(start, entry.length());
      if (entryBytes.length < stop) {
        entryBytes = Arrays.copyOf(entryBytes, Math.max(stop, entryBytes.length * 2));
      }
      entry.toByteBuffer().get(entryBytes, start, entry.length());
      entryStarts[id + 1] = stop;
    }
  }

  @Override
  void allocate(FieldVector into, int slots) {
    vector = (BaseVariableWidthVector) into;
    vector.allocateNew((long) slots * EXPECTED_BYTES_PER_VALUE, slots);
    nextSlot = 0;
    end = 0;
    moved();
    offsets.setAtIndex(ValueLayout.JAVA_INT, 0, 0);
  }

  @Override
  void moved() {
    data = Column.segment(vector.getDataBuffer());
    offsets = Column.segment(vector.getOffsetBuffer());
  }

  @Override
  FieldVector vector() {
    return vector;
  }

  @Override
  void fromDictionary(int slot, int id) {
    int start = entryStarts[id];
    int length = entryStarts[id + 1] - start;
    advance(slot, length);
    MemorySegment.copy(entryBytes, start, data, ValueLayout.JAVA_BYTE, end - (long) length, length);
  }

  @Override
  void fromPage(int slot, ValuesReader values) {
    Binary value = conversion.apply(values.readBytes());
    advance(slot, value.length());
    data.asSlice(end - (long) value.length(), value.length())
        .copyFrom(MemorySegment.ofBuffer(value.toByteBuffer()));
  }

  // Makes room for a value and sets its end; the slots since the last value are empty.
  private void advance(int slot, int length) {
    fillOffsets(slot);
    int newEnd = Math.addExact(end, length);
    if (newEnd > data.byteSize()) {
      vector.reallocDataBuffer(Math.max(newEnd, data.byteSize() * 2));
      moved();
    }
    end = newEnd;
    offsets.setAtIndex(ValueLayout.JAVA_INT, slot + 1L, end);
    nextSlot = slot + 1;
    setValid(slot);
  }

  private void fillOffsets(int slot) {
    for (; nextSlot < slot; nextSlot++) {
      offsets.setAtIndex(ValueLayout.JAVA_INT, nextSlot + 1L, end);
    }
  }

  @Override
  void finish(int slots) {
    if (slots > 0) {
      ensureCapacity(slots - 1);
    }
    fillOffsets(slots);
    vector.setLastSet(slots - 1);
    vector.setValueCount(slots);
  }
}
