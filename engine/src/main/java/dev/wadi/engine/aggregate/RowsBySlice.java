package dev.wadi.engine.aggregate;

import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Sorts the rows of a batch by the slice that they fall into. Neighbours mostly share one, so it
/// is looked up only when it changes.
final class RowsBySlice {
  private final Map<Span, Integer> numbers = new HashMap<>();
  private final List<Span> slices = new ArrayList<>();
  private final Selection rows;
  private final int[] sliceOfRow;
  private int[] counts = new int[4];

  private RowsBySlice(Selection rows) {
    this.rows = rows;
    this.sliceOfRow = new int[rows.count()];
  }

  /// @param times of the rows
  static List<WindowRows> at(long[] times, Slicing slicing, Selection rows) {
    RowsBySlice sorted = new RowsBySlice(rows);
    Span slice = new Span(0, 0);
    int number = -1;
    for (int i = 0; i < times.length; i++) {
      if (!slice.contains(times[i])) {
        slice = slicing.sliceAt(times[i]);
        number = sorted.number(slice);
      }
      sorted.put(i, number);
    }
    return sorted.distribute();
  }

  /// @param starts and `ends`: the slices of the rows
  static List<WindowRows> carried(long[] starts, long[] ends, Selection rows) {
    RowsBySlice sorted = new RowsBySlice(rows);
    Span slice = null;
    int number = -1;
    for (int i = 0; i < starts.length; i++) {
      if (slice == null || slice.startMicros() != starts[i] || slice.endMicros() != ends[i]) {
        slice = new Span(starts[i], ends[i]);
        number = sorted.number(slice);
      }
      sorted.put(i, number);
    }
    return sorted.distribute();
  }

  /// @param starts of the slices
  /// @param lateAfter as in {@link WindowRows}
  static List<WindowRows> late(long[] starts, long[] lateAfter, Slicing slicing, Selection rows) {
    return carried(starts, lateAfter, rows).stream()
        .map(part ->
            new WindowRows(
                slicing.sliceAt(part.slice().startMicros()), part.slice().endMicros(), part.rows()))
        .toList();
  }

  private int number(Span slice) {
    Integer known = numbers.putIfAbsent(slice, slices.size());
    if (known != null) {
      return known;
    }
    slices.add(slice);
    if (slices.size() > counts.length) {
      counts = Arrays.copyOf(counts, 2 * counts.length);
    }
    return slices.size() - 1;
  }

  private void put(int row, int number) {
    sliceOfRow[row] = number;
    counts[number]++;
  }

  private List<WindowRows> distribute() {
    if (slices.size() == 1) {
      return List.of(new WindowRows(slices.getFirst(), rows));
    }
    int[][] picked = new int[slices.size()][];
    Arrays.setAll(picked, slice -> new int[counts[slice]]);
    int[] next = new int[slices.size()];
    for (int i = 0; i < sliceOfRow.length; i++) {
      int slice = sliceOfRow[i];
      picked[slice][next[slice]++] = rows.row(i);
    }
    List<WindowRows> parts = new ArrayList<>();
    for (int slice = 0; slice < picked.length; slice++) {
      parts.add(new WindowRows(slices.get(slice), new Selection(picked[slice], counts[slice])));
    }
    return parts;
  }
}
