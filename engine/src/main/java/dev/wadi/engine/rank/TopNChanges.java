package dev.wadi.engine.rank;

import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.changelog.ChangeKinds;
import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.engine.plan.OverPlan;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;

/// What is to be emitted because the rows of partitions have changed. A row that takes the place of
/// another one comes right behind it.
final class TopNChanges {
  private final OverPlan.TopN topN;
  private final BitSet marked = new BitSet();
  private final TopNRows.Ints gone = new TopNRows.Ints();
  private int[] rows = new int[256];
  private long[] ranks = new long[256];
  private byte[] kinds = new byte[256];
  private int count;

  TopNChanges(OverPlan.TopN topN) {
    this.topN = topN;
  }

  /// @param before the rows of a partition in their order
  /// @param after the same after the change
  void add(int[] before, int[] after) {
    if (topN.ranked()) {
      addRanked(shown(before), shown(after));
    } else {
      int[] removed = without(shown(before), shown(after));
      int[] added = without(shown(after), shown(before));
      for (int i = 0; i < Math.max(removed.length, added.length); i++) {
        addPair(at(removed, i), at(added, i), 0);
      }
    }
    for (int row : without(before, after)) {
      gone.add(row);
    }
  }

  /// The same where a partition has one row, and had one or none (-1).
  void addOne(int before, int after) {
    if (before == after) {
      return;
    }
    addPair(before, after, 1);
    if (before >= 0) {
      gone.add(before);
    }
  }

  private int[] shown(int[] all) {
    int from = Math.min(all.length, topN.offset());
    return from == 0 ? all : Arrays.copyOfRange(all, from, all.length);
  }

  private static int at(int[] values, int index) {
    return index < values.length ? values[index] : -1;
  }

  // A row that has another place now is another row.
  private void addRanked(int[] before, int[] after) {
    for (int i = 0; i < Math.max(before.length, after.length); i++) {
      if (at(before, i) != at(after, i)) {
        addPair(at(before, i), at(after, i), topN.offset() + i + 1L);
      }
    }
  }

  private void addPair(int removed, int added, long rank) {
    boolean replaced = removed >= 0 && added >= 0;
    if (removed >= 0) {
      add(removed, rank, replaced ? ChangeKind.UPDATE_BEFORE : ChangeKind.DELETE);
    }
    if (added >= 0) {
      add(added, rank, replaced ? ChangeKind.UPDATE_AFTER : ChangeKind.INSERT);
    }
  }

  private void add(int row, long rank, ChangeKind kind) {
    if (count == rows.length) {
      rows = Arrays.copyOf(rows, 2 * count);
      ranks = Arrays.copyOf(ranks, 2 * count);
      kinds = Arrays.copyOf(kinds, 2 * count);
    }
    rows[count] = row;
    ranks[count] = rank;
    kinds[count++] = kind.code();
  }

  private int[] without(int[] all, int[] others) {
    for (int other : others) {
      marked.set(other);
    }
    int[] left = new int[all.length];
    int leftCount = 0;
    for (int row : all) {
      if (!marked.get(row)) {
        left[leftCount++] = row;
      }
    }
    for (int other : others) {
      marked.clear(other);
    }
    return Arrays.copyOf(left, leftCount);
  }

  /// Rows that are among the first no more.
  void forEachGone(IntConsumer consumer) {
    for (int i = 0; i < gone.count(); i++) {
      consumer.accept(gone.get(i));
    }
  }

  /// @param columns what row numbers mean; borrowed
  void emit(List<Column> columns, OperatorContext context, Operator.Output output) {
    for (int from = 0; from < count; from += context.batchRows()) {
      int to = Math.min(count, from + context.batchRows());
      Selection part = new Selection(Arrays.copyOfRange(rows, from, to), to - from);
      List<Column> changes = new ArrayList<>();
      for (Column column : columns) {
        changes.add(Gather.rows(column, part, context.allocator()));
      }
      if (topN.ranked()) {
        changes.add(ranks(from, to, context.allocator()));
      }
      byte[] codes = Arrays.copyOfRange(kinds, from, to);
      changes.add(ChangeKinds.column(codes, to - from, context.allocator()));
      output.emit(Batch.of(changes, to - from));
    }
  }

  private Column ranks(int from, int to, BufferAllocator allocator) {
    var vector = new BigIntVector("rank", allocator);
    vector.allocateNew(to - from);
    for (int i = from; i < to; i++) {
      vector.set(i - from, ranks[i]);
    }
    vector.setValueCount(to - from);
    return Column.of(vector);
  }
}
