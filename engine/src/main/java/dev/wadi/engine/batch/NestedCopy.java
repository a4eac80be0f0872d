package dev.wadi.engine.batch;

import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;

/// Copies one value of any type. Arrow's own copy of lists and structs goes through a reader that
/// belongs to the source and has a position, so two threads must not use it on the same column.
public final class NestedCopy {
  private NestedCopy() {}

  /// @param to grows as needed; its rows must be written in ascending order
  public static void copy(FieldVector from, int fromRow, FieldVector to, int toRow) {
    switch (to) {
      case ListVector list -> copyList((ListVector) from, fromRow, list, toRow);
      case StructVector struct -> copyStruct((StructVector) from, fromRow, struct, toRow);
      default -> to.copyFromSafe(fromRow, toRow, from);
    }
  }

  private static void copyList(ListVector from, int fromRow, ListVector to, int toRow) {
    if (from.isNull(fromRow)) {
      to.setNull(toRow);
      return;
    }
    int first = from.getElementStartIndex(fromRow);
    int count = from.getElementEndIndex(fromRow) - first;
    int target = to.startNewValue(toRow);
    for (int i = 0; i < count; i++) {
      copy(from.getDataVector(), first + i, to.getDataVector(), target + i);
    }
    to.endValue(toRow, count);
  }

  private static void copyStruct(StructVector from, int fromRow, StructVector to, int toRow) {
    for (int i = 0; i < to.size(); i++) {
      copy(
          (FieldVector) from.getChildByOrdinal(i),
          fromRow,
          (FieldVector) to.getChildByOrdinal(i),
          toRow);
    }
    if (from.isNull(fromRow)) {
      to.setNull(toRow);
    } else {
      to.setIndexDefined(toRow);
    }
  }
}
