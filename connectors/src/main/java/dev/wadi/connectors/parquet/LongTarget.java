package dev.wadi.connectors.parquet;

import dev.wadi.sdk.batch.Column;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.LongUnaryOperator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.values.ValuesReader;

/// Columns whose values are integers of one to eight bytes: all integers, dates, times, timestamps,
/// intervals.
final class LongTarget extends LeafTarget {
  private final LongSource source;
  private final LongUnaryOperator conversion;
  private BaseFixedWidthVector vector;
  private MemorySegment data;
  private int width;
  private long[] dictionary = new long[0];

  /// @param conversion from the file's number to the column's; throws if it does not fit
  LongTarget(LongSource source, LongUnaryOperator conversion) {
    this.source = source;
    this.conversion = conversion;
  }

  @Override
  void setDictionary(Dictionary entries) {
    dictionary = new long[entries.getMaxId() + 1];
    for (int id = 0; id < dictionary.length; id++) {
      dictionary[id] = conversion.applyAsLong(source.entry(entries, id));
    }
  }

  @Override
  void allocate(FieldVector into, int slots) {
    vector = (BaseFixedWidthVector) into;
    vector.allocateNew(slots);
    width = vector.getTypeWidth();
    moved();
  }

  @Override
  void moved() {
    data = Column.segment(vector.getDataBuffer());
  }

  @Override
  FieldVector vector() {
    return vector;
  }

  @Override
  void fromDictionary(int slot, int id) {
    store(slot, dictionary[id]);
  }

  @Override
  void fromPage(int slot, ValuesReader values) {
    store(slot, conversion.applyAsLong(source.next(values)));
  }

  private void store(int slot, long value) {
    switch (width) {
      case Long.BYTES -> data.setAtIndex(ValueLayout.JAVA_LONG, slot, value);
      case Integer.BYTES -> data.setAtIndex(ValueLayout.JAVA_INT, slot, (int) value);
      case Short.BYTES -> data.setAtIndex(ValueLayout.JAVA_SHORT, slot, (short) value);
      default -> data.set(ValueLayout.JAVA_BYTE, slot, (byte) value);
    }
    setValid(slot);
  }
}
