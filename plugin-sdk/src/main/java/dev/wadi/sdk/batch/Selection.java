package dev.wadi.sdk.batch;

import java.util.Arrays;

/// The rows of a batch that count, as ascending physical row numbers. Immutable.
///
/// @param rows ascending; only the first `count` entries are meaningful
/// @param count how many rows are selected
public record Selection(int[] rows, int count) {
  /// Rows 0 to count - 1.
  public static Selection range(int count) {
    int[] rows = new int[count];
    Arrays.setAll(rows, i -> i);
    return new Selection(rows, count);
  }

  /// Rows `from` to `to - 1`.
  public static Selection range(int from, int to) {
    int[] rows = new int[to - from];
    Arrays.setAll(rows, i -> from + i);
    return new Selection(rows, rows.length);
  }

  /// The physical row of the i-th selected row.
  public int row(int i) {
    return rows[i];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Selection that
        && count == that.count
        && Arrays.equals(rows, 0, count, that.rows, 0, count);
  }

  @Override
  public int hashCode() {
    return count == 0 ? 0 : 31 * count + rows[count - 1];
  }

  @Override
  public String toString() {
    return Arrays.toString(Arrays.copyOf(rows, count));
  }
}
