package dev.wadi.connectors.parquet;

import dev.wadi.sdk.batch.Column;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.values.ValuesReader;

/// FLOAT and DOUBLE columns.
final class DoubleTarget extends LeafTarget {
  private final DoubleSource source;
  private BaseFixedWidthVector vector;
  private MemorySegment data;
  private boolean isDouble;
  private double[] dictionary = new double[0];

  /// What numbers with a fraction are read from.
  interface DoubleSource {
    double next(ValuesReader values);

    double entry(Dictionary dictionary, int id);
  }

  DoubleTarget(DoubleSource source) {
    this.source = source;
  }

  @Override
  void setDictionary(Dictionary entries) {
    dictionary = new double[entries.getMaxId() + 1];
    for (int id = 0; id < dictionary.length; id++) {
      dictionary[id] = source.entry(entries, id);
    }
  }

  @Override
  void allocate(FieldVector into, int slots) {
    vector = (BaseFixedWidthVector) into;
    vector.allocateNew(slots);
    isDouble = vector.getTypeWidth() == Double.BYTES;
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
    store(slot, source.next(values));
  }

  private void store(int slot, double value) {
    if (isDouble) {
      data.setAtIndex(ValueLayout.JAVA_DOUBLE, slot, value);
    } else {
      data.setAtIndex(ValueLayout.JAVA_FLOAT, slot, (float) value);
    }
    setValid(slot);
  }
}
