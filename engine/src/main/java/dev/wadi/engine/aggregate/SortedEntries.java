package dev.wadi.engine.aggregate;

import dev.wadi.sdk.batch.Selection;
import java.util.Arrays;

/// The rows of some groups in their order, group by group.
///
/// @param entries of {@link GroupRows}
/// @param counts how many of them each group has
record SortedEntries(int[] entries, int[] counts) {

  /// @param repeated whether a row that occurs several times is there as often
  static SortedEntries of(GroupRows rows, RowOrder order, boolean repeated, int from, int to) {
    Selection all = rows.entries(from, to);
    ValueOrder compared = order.between(rows.columns(), rows.columns());
    int[] sorted = new int[all.count()];
    int[] counts = new int[to - from];
    int next = 0;
    int end = 0;
    for (int group = from; group < to; group++) {
      int[] entries = Arrays.copyOfRange(all.rows(), next, next + rows.count(group));
      next += entries.length;
      for (int entry : order.isGiven() ? sorted(entries, compared) : entries) {
        long occurrences = rows.occurrences(entry);
        long copies = repeated ? Math.max(0, occurrences) : occurrences > 0 ? 1 : 0;
        if (end + copies > sorted.length) {
          sorted = Arrays.copyOf(sorted, Math.toIntExact(Math.max(end + copies, 2L * end)));
        }
        Arrays.fill(sorted, end, end + (int) copies, entry);
        end += (int) copies;
        counts[group - from] += (int) copies;
      }
    }
    return new SortedEntries(Arrays.copyOf(sorted, end), counts);
  }

  private static int[] sorted(int[] entries, ValueOrder order) {
    return Arrays.stream(entries).boxed().sorted(order::compare).mapToInt(i -> i).toArray();
  }

  Selection selection() {
    return new Selection(entries, entries.length);
  }
}
