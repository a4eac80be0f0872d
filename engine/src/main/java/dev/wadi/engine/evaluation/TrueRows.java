package dev.wadi.engine.evaluation;

import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Turns a BOOLEAN column into the rows that are true.
final class TrueRows {
  private TrueRows() {}

  /// @param selection the physical rows to look at, or null for all of them
  static Selection of(Column column, Selection selection) {
    MemorySegment values = column.data();
    MemorySegment validity = column.validity();
    return selection == null
        ? ofAll(values, validity, column.rowCount())
        : ofSome(values, validity, selection);
  }

  private static Selection ofAll(MemorySegment values, MemorySegment validity, int rowCount) {
    int[] rows = new int[rowCount];
    int count = 0;
    for (int base = 0; base < rowCount; base += 8) {
      int left = rowCount - base;
      int bits = values.get(ValueLayout.JAVA_BYTE, base >> 3) & validity.get(ValueLayout.JAVA_BYTE, base >> 3);
      bits &= left >= 8 ? 0xff : (1 << left) - 1;
      while (bits != 0) {
        rows[count++] = base + Integer.numberOfTrailingZeros(bits);
        bits &= bits - 1;
      }
    }
    return new Selection(rows, count);
  }

  private static Selection ofSome(
      MemorySegment values, MemorySegment validity, Selection selection) {
    int[] rows = new int[selection.count()];
    int count = 0;
    for (int i = 0; i < selection.count(); i++) {
      int row = selection.row(i);
      int bits = values.get(ValueLayout.JAVA_BYTE, row >> 3) & validity.get(ValueLayout.JAVA_BYTE, row >> 3);
      rows[count] = row;
      count += (bits >> (row & 7)) & 1;
    }
    return new Selection(rows, count);
  }
}
