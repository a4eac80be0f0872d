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
import java.util.Map;
import java.util.TreeMap;
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

  private static List<WindowRows> split(Selection rows, long[] starts) {
    if (starts.length == 0) {
      return List.of();
    }
    if (Arrays.stream(starts).allMatch(start -> start == starts[0])) {
      return List.of(new WindowRows(starts[0], rows));
    }
    Map<Long, int[]> counts = new TreeMap<>();
    for (long start : starts) {
      counts.computeIfAbsent(start, _ -> new int[1])[0]++;
    }
    List<WindowRows> windows = new ArrayList<>(counts.size());
    counts.forEach((start, count) -> windows.add(pick(rows, starts, start, count[0])));
    return windows;
  }

  private static WindowRows pick(Selection rows, long[] starts, long start, int count) {
    int[] picked = new int[count];
    int next = 0;
    for (int i = 0; next < count; i++) {
      if (starts[i] == start) {
        picked[next++] = rows.row(i);
      }
    }
    return new WindowRows(start, new Selection(picked, count));
  }
}
