package dev.wadi.engine.rank;

import dev.wadi.engine.state.StateArray;
import java.util.Arrays;
import org.apache.arrow.memory.BufferAllocator;

/// A list of rows for each group, in their order: of each row its number, and 64 bits that stand
/// for its first key. All lists lie in the same two arrays, in blocks whose size follows from the
/// length of the list.
final class RankedLists implements AutoCloseable {
  private static final int SIZES = 32;

  private final int limit;
  private final StateArray prefixes;
  private final StateArray rows;
  // Where a group's block begins, and in the lower half how long its list is.
  private final StateArray lists;
  private final int[][] freeBlocks = new int[SIZES][];
  private final int[] freeCounts = new int[SIZES];
  private int used;

  /// @param limit how long a list can become
  RankedLists(int limit, BufferAllocator allocator) {
    this.limit = limit;
    this.prefixes = new StateArray(allocator);
    this.rows = new StateArray(allocator);
    this.lists = new StateArray(allocator);
  }

  void grow(int groupCount) {
    lists.grow(groupCount);
  }

  int count(int group) {
    return (int) lists.get(group);
  }

  boolean isFull(int group) {
    return count(group) == limit;
  }

  long prefix(int group, int index) {
    return prefixes.get(start(group) + index);
  }

  long row(int group, int index) {
    return rows.get(start(group) + index);
  }

  void setRow(int group, int index, long row) {
    rows.set(start(group) + index, row);
  }

  private int start(int group) {
    return (int) (lists.get(group) >>> 32);
  }

  private void set(int group, int start, int count) {
    lists.set(group, (long) start << 32 | count);
  }

  /// Makes room at an index, where those behind it move up; a list that is full loses its last row.
  void insert(int group, int index, long prefix, long row) {
    int count = count(group);
    if (count < limit) {
      if (capacity(count) == count) {
        move(group, count, count + 1);
      }
      set(group, start(group), ++count);
    }
    int start = start(group);
    for (int i = start + count - 1; i > start + index; i--) {
      prefixes.set(i, prefixes.get(i - 1));
      rows.set(i, rows.get(i - 1));
    }
    prefixes.set(start + index, prefix);
    rows.set(start + index, row);
  }

  private int capacity(int count) {
    return count == 0 ? 0 : (int) Math.min(limit, 1L << size(count));
  }

  private static int size(int count) {
    return SIZES - Integer.numberOfLeadingZeros(count - 1);
  }

  // To a block for another length.
  private void move(int group, int count, int wanted) {
    int from = start(group);
    int to = take(wanted);
    for (int i = 0; i < count; i++) {
      prefixes.set(to + i, prefixes.get(from + i));
      rows.set(to + i, rows.get(from + i));
    }
    if (count > 0) {
      free(from, size(count));
    }
    set(group, to, count);
  }

  private int take(int count) {
    int size = size(count);
    if (freeCounts[size] > 0) {
      return freeBlocks[size][--freeCounts[size]];
    }
    int start = used;
    used = Math.addExact(used, capacity(count));
    prefixes.grow(used);
    rows.grow(used);
    return start;
  }

  private void free(int start, int size) {
    int count = freeCounts[size]++;
    if (freeBlocks[size] == null) {
      freeBlocks[size] = new int[16];
    } else if (count == freeBlocks[size].length) {
      freeBlocks[size] = Arrays.copyOf(freeBlocks[size], 2 * count);
    }
    freeBlocks[size][count] = start;
  }

  @Override
  public void close() {
    prefixes.close();
    rows.close();
    lists.close();
  }
}
