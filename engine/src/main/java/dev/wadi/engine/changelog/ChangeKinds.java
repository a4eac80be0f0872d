package dev.wadi.engine.changelog;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.TinyIntVector;

/// Reads and writes columns of change kinds.
public final class ChangeKinds {
  private ChangeKinds() {}

  /// The rows that count of a batch, those that are added apart from those that are taken back.
  public record Signed(Selection added, Selection retracted) {}

  /// @param change the column of change kinds, or -1 if all rows are added
  public static Signed split(Batch batch, int change) {
    Selection all =
        batch.selection() == null ? Selection.range(batch.physicalRowCount()) : batch.selection();
    return split(batch, all, change);
  }

  /// Of some rows of a batch.
  ///
  /// @param change the column of change kinds, or -1 if all rows are added
  public static Signed split(Batch batch, Selection rows, int change) {
    if (change < 0) {
      return new Signed(rows, new Selection(new int[0], 0));
    }
    int count = rows.count();
    int[] added = new int[count];
    int[] retracted = new int[count];
    int addedCount = 0;
    int retractedCount = 0;
    MemorySegment kinds = batch.column(change).data();
    for (int i = 0; i < count; i++) {
      int row = rows.row(i);
      if (ChangeKind.retracts(kinds.get(ValueLayout.JAVA_BYTE, row))) {
        retracted[retractedCount++] = row;
      } else {
        added[addedCount++] = row;
      }
    }
    return new Signed(new Selection(added, addedCount), new Selection(retracted, retractedCount));
  }

  /// Codes of change kinds as a column.
  public static Column column(byte[] codes, int count, BufferAllocator allocator) {
    TinyIntVector vector = new TinyIntVector(ChangeKind.FIELD, allocator);
    vector.allocateNew(Math.max(1, count));
    for (int i = 0; i < count; i++) {
      vector.getDataBuffer().setByte(i, codes[i]);
      BitVectorHelper.setBit(vector.getValidityBuffer(), i);
    }
    vector.setValueCount(count);
    return Column.of(vector);
  }
}
