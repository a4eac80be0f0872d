package dev.wadi.connectors.parquet;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.FieldVector;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.values.ValuesReader;

/// BOOLEAN columns.
final class BooleanTarget extends LeafTarget {
  private BitVector vector;
  private ArrowBuf data;
  private boolean[] dictionary = new boolean[0];

  @Override
  void setDictionary(Dictionary entries) {
    dictionary = new boolean[entries.getMaxId() + 1];
    for (int id = 0; id < dictionary.length; id++) {
      dictionary[id] = entries.decodeToBoolean(id);
    }
  }

  @Override
  void allocate(FieldVector into, int slots) {
    vector = (BitVector) into;
    vector.allocateNew(slots);
    moved();
  }

  @Override
  void moved() {
    data = vector.getDataBuffer();
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
    store(slot, values.readBoolean());
  }

  private void store(int slot, boolean value) {
    if (value) {
      BitVectorHelper.setBit(data, slot);
    }
    setValid(slot);
  }
}
