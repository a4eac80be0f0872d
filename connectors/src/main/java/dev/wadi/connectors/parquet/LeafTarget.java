package dev.wadi.connectors.parquet;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.FieldVector;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.values.ValuesReader;

/// Converts the values of a leaf to a column's type and writes them into its vector. Slots come in
/// ascending order; one that is left out is null. The entries of a dictionary are converted once
/// per column chunk.
abstract sealed class LeafTarget
    permits BooleanTarget, BytesTarget, DecimalTarget, DoubleTarget, LongTarget {
  private ArrowBuf validity;

  /// The entries that {@link #fromDictionary} will refer to.
  abstract void setDictionary(Dictionary dictionary);

  /// Begins a batch with room for at least so many slots.
  void begin(FieldVector vector, int slots) {
    allocate(vector, slots);
    validity = vector.getValidityBuffer();
  }

  abstract void allocate(FieldVector vector, int slots);

  abstract FieldVector vector();

  /// Makes room for one more slot, where the number of slots is not known beforehand.
  final void ensureCapacity(int slot) {
    while (slot >= vector().getValueCapacity()) {
      vector().reAlloc();
      moved();
      validity = vector().getValidityBuffer();
    }
  }

  /// The vector's memory is elsewhere now.
  abstract void moved();

  /// Writes the dictionary's entry `id`.
  abstract void fromDictionary(int slot, int id);

  /// Writes the page's next value.
  abstract void fromPage(int slot, ValuesReader values);

  final void setValid(int slot) {
    BitVectorHelper.setBit(validity, slot);
  }

  /// Completes the vector.
  void finish(int slots) {
    vector().setValueCount(slots);
  }
}
