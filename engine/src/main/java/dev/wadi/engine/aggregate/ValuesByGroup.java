package dev.wadi.engine.aggregate;

import dev.wadi.sdk.batch.Selection;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.apache.arrow.vector.IntVector;

/// Entries sorted by the group they belong to (a counting sort).
///
/// @param sorted entry numbers
/// @param starts where each group's entries start in `sorted`; one more than groups
record ValuesByGroup(int[] sorted, int[] starts) {
  /// @param groupOfEntry the group of each entry
  /// @param present which entries there are
  static ValuesByGroup of(IntVector groupOfEntry, IntPredicate present) {
    int entryCount = groupOfEntry.getValueCount();
    int[] counts = new int[1];
    for (int entry = 0; entry < entryCount; entry++) {
      if (!present.test(entry)) {
        continue;
      }
      int group = groupOfEntry.get(entry);
      if (group + 2 > counts.length) {
        counts = Arrays.copyOf(counts, 2 * (group + 2));
      }
      counts[group + 1]++;
    }
    Arrays.parallelPrefix(counts, Integer::sum);
    int[] next = counts.clone();
    int[] sorted = new int[counts[counts.length - 1]];
    for (int entry = 0; entry < entryCount; entry++) {
      if (present.test(entry)) {
        sorted[next[groupOfEntry.get(entry)]++] = entry;
      }
    }
    return new ValuesByGroup(sorted, counts);
  }

  int count(int group) {
    return start(group + 1) - start(group);
  }

  /// The entries of groups `from` to `to - 1`.
  Selection entries(int from, int to) {
    int[] rows = Arrays.copyOfRange(sorted, start(from), start(to));
    return new Selection(rows, rows.length);
  }

  private int start(int group) {
    return group < starts.length ? starts[group] : sorted.length;
  }
}
