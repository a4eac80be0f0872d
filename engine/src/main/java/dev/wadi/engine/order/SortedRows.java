package dev.wadi.engine.order;

import dev.wadi.engine.plan.SortKey;
import dev.wadi.sdk.batch.Column;
import java.util.List;

/// Row numbers in the order of their rows, by a stable merge sort. Most comparisons look only at 64
/// bits per row, which stand for the first key.
public final class SortedRows {
  private static final int RUN = 12;

  private final long[] prefixes;
  private final RowOrder order;

  private SortedRows(long[] prefixes, RowOrder order) {
    this.prefixes = prefixes;
    this.order = order;
  }

  /// All rows of some columns in the order of the keys, rows with equal keys by their other
  /// columns.
  ///
  /// @param columns borrowed
  public static int[] of(List<Column> columns, int rowCount, List<SortKey> keys) {
    long[] prefixes =
        keys.isEmpty()
            ? new long[rowCount]
            : KeyPrefix.of(columns.get(keys.getFirst().column()), rowCount, keys.getFirst());
    var sort = new SortedRows(prefixes, RowOrder.total(columns, keys));
    int[] rows = new int[rowCount];
    for (int row = 0; row < rowCount; row++) {
      rows[row] = row;
    }
    sort.sort(rows, rows.clone(), 0, rowCount);
    return rows;
  }

  private int compare(int a, int b) {
    long x = prefixes[a];
    long y = prefixes[b];
    return x != y ? Long.compare(x, y) : order.compare(a, b);
  }

  // Sorts rows[from..to); the spare array holds the same rows there.
  private void sort(int[] rows, int[] spare, int from, int to) {
    if (to - from <= RUN) {
      insert(rows, from, to);
      return;
    }
    int middle = (from + to) >>> 1;
    sort(spare, rows, from, middle);
    sort(spare, rows, middle, to);
    merge(spare, rows, from, middle, to);
  }

  private void insert(int[] rows, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int row = rows[i];
      int j = i - 1;
      while (j >= from && compare(rows[j], row) > 0) {
        rows[j + 1] = rows[j];
        j--;
      }
      rows[j + 1] = row;
    }
  }

  private void merge(int[] source, int[] target, int from, int middle, int to) {
    int left = from;
    int right = middle;
    for (int i = from; i < to; i++) {
      boolean takeLeft = right >= to || left < middle && compare(source[left], source[right]) <= 0;
      target[i] = takeLeft ? source[left++] : source[right++];
    }
  }
}
