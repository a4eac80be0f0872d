package dev.wadi.engine.aggregate;

import dev.wadi.engine.plan.Window;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// The rows of a batch that fall into one window.
///
/// @param startMicros the window's start; 0 if it has none
record WindowRows(long startMicros, Selection rows) {
  /// Input rows by window; rows without a time belong to none.
  static List<WindowRows> ofInput(AggregateLayout layout, Batch batch) {
    Selection rows = Panes.allRows(batch);
    return switch (layout.window()) {
      case Window.WholeInput _ -> List.of(new WindowRows(0, rows));
      case Window.Tumbling window -> {
        Column time = batch.column(window.timeColumn());
        Selection timed = withoutNulls(time, rows);
        yield split(timed, starts(time, timed, window));
      }
    };
  }

  /// Partial results by window.
  static List<WindowRows> ofPartial(AggregateLayout layout, Batch partial, Selection rows) {
    return switch (layout.window()) {
      case Window.WholeInput _ -> List.of(new WindowRows(0, rows));
      case Window.Tumbling _ -> {
        MemorySegment times = partial.column(layout.keyCount()).data();
        long[] starts = new long[rows.count()];
        for (int i = 0; i < starts.length; i++) {
          starts[i] = times.getAtIndex(ValueLayout.JAVA_LONG, rows.row(i));
        }
        yield split(rows, starts);
      }
    };
  }

  private static Selection withoutNulls(Column time, Selection rows) {
    if (!time.hasNulls()) {
      return rows;
    }
    int[] kept =
        Arrays.stream(rows.rows(), 0, rows.count()).filter(row -> !time.isNull(row)).toArray();
    return new Selection(kept, kept.length);
  }

  private static long[] starts(Column time, Selection rows, Window.Tumbling window) {
    MemorySegment times = time.data();
    boolean nanos =
        time.field().getType() instanceof ArrowType.Timestamp type
            && type.getUnit() == TimeUnit.NANOSECOND;
    long width = window.widthMicros();
    long offset = window.offsetMicros();
    long[] starts = new long[rows.count()];
    // Neighbours mostly share a window, which saves the division.
    long start = Long.MIN_VALUE;
    long end = Long.MIN_VALUE;
    for (int i = 0; i < starts.length; i++) {
      long micros = times.getAtIndex(ValueLayout.JAVA_LONG, rows.row(i));
      micros = nanos ? Math.floorDiv(micros, 1000L) : micros;
      if (micros < start || micros >= end) {
        start = micros - Math.floorMod(micros - offset, width);
        end = start + width;
      }
      starts[i] = start;
    }
    return starts;
  }

  // There are few windows in a batch, and neighbours mostly share one: a scan of those seen so far
  // beats a map.
  private static List<WindowRows> split(Selection rows, long[] starts) {
    long[] seen = new long[4];
    int[] counts = new int[4];
    int[] windowOfRow = new int[starts.length];
    int windowCount = 0;
    int window = 0;
    for (int i = 0; i < starts.length; i++) {
      if (window >= windowCount || seen[window] != starts[i]) {
        window = indexOf(starts[i], seen, windowCount);
        if (window == windowCount) {
          if (windowCount == seen.length) {
            seen = Arrays.copyOf(seen, 2 * windowCount);
            counts = Arrays.copyOf(counts, 2 * windowCount);
          }
          seen[windowCount++] = starts[i];
        }
      }
      windowOfRow[i] = window;
      counts[window]++;
    }
    return windowCount == 1
        ? List.of(new WindowRows(seen[0], rows))
        : distribute(rows, windowOfRow, Arrays.copyOf(seen, windowCount), counts);
  }

  private static int indexOf(long start, long[] seen, int count) {
    int index = 0;
    while (index < count && seen[index] != start) {
      index++;
    }
    return index;
  }

  private static List<WindowRows> distribute(
      Selection rows, int[] windowOfRow, long[] starts, int[] counts) {
    int[][] picked = new int[starts.length][];
    Arrays.setAll(picked, window -> new int[counts[window]]);
    int[] next = new int[starts.length];
    for (int i = 0; i < windowOfRow.length; i++) {
      int window = windowOfRow[i];
      picked[window][next[window]++] = rows.row(i);
    }
    List<WindowRows> windows = new ArrayList<>(starts.length);
    for (int window = 0; window < starts.length; window++) {
      windows.add(new WindowRows(starts[window], new Selection(picked[window], counts[window])));
    }
    return windows;
  }
}
