package dev.wadi.engine.aggregate;

import dev.wadi.engine.plan.Window;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.Arrays;
import java.util.List;

/// The rows of a batch that fall into one slice.
///
/// @param lateAfter they belong only to windows that end later; {@link Slicing#NONE} if to all
record WindowRows(Span slice, long lateAfter, Selection rows) {
  WindowRows(Span slice, Selection rows) {
    this(slice, Slicing.NONE, rows);
  }

  /// Input rows by slice; rows without a time belong to none.
  static List<WindowRows> ofInput(AggregateLayout layout, Batch batch) {
    Selection rows = Panes.allRows(batch);
    return switch (layout.window()) {
      case Window.WholeInput _ -> List.of(new WindowRows(Span.WHOLE, rows));
      case Window.Carried window -> {
        Column start = batch.column(window.startColumn());
        Column end = batch.column(window.endColumn());
        Selection timed = withoutNulls(end, withoutNulls(start, rows));
        yield RowsBySlice.carried(Micros.of(start, timed), Micros.of(end, timed), timed);
      }
      case Window.Tumbling window -> atTimes(layout, batch.column(window.timeColumn()), rows);
      case Window.Hopping window -> atTimes(layout, batch.column(window.timeColumn()), rows);
      case Window.Monthly window -> atTimes(layout, batch.column(window.timeColumn()), rows);
      case Window.Cumulating window -> atTimes(layout, batch.column(window.timeColumn()), rows);
      case Window.Session window -> throw new IllegalStateException("has no slices: " + window);
    };
  }

  private static List<WindowRows> atTimes(AggregateLayout layout, Column time, Selection rows) {
    Selection timed = withoutNulls(time, rows);
    return RowsBySlice.at(Micros.of(time, timed), layout.slicing(), timed);
  }

  /// Partial results by slice.
  static List<WindowRows> ofPartial(AggregateLayout layout, Batch partial, Selection rows) {
    return switch (layout.window()) {
      case Window.WholeInput _ -> List.of(new WindowRows(Span.WHOLE, rows));
      case Window.Carried _, Window.Session _ ->
          RowsBySlice.carried(starts(layout, partial, rows), ends(layout, partial, rows), rows);
      case Window.Tumbling _ ->
          RowsBySlice.at(starts(layout, partial, rows), layout.slicing(), rows);
      case Window.Hopping _, Window.Monthly _, Window.Cumulating _ ->
          RowsBySlice.late(
              starts(layout, partial, rows),
              lateAfter(layout, partial, rows),
              layout.slicing(),
              rows);
    };
  }

  /// Partial results of windows that had been completed, by window.
  static List<WindowRows> ofCompleted(AggregateLayout layout, Batch partial, Selection rows) {
    return layout.window() instanceof Window.WholeInput
        ? List.of(new WindowRows(Span.WHOLE, rows))
        : RowsBySlice.carried(
            starts(layout, partial, rows), Micros.of(partial.columns().getLast(), rows), rows);
  }

  private static long[] starts(AggregateLayout layout, Batch partial, Selection rows) {
    return Micros.of(partial.column(layout.keyCount()), rows);
  }

  private static long[] ends(AggregateLayout layout, Batch partial, Selection rows) {
    return Micros.of(partial.column(layout.keyCount() + 1), rows);
  }

  private static long[] lateAfter(AggregateLayout layout, Batch partial, Selection rows) {
    Column lateAfter = partial.column(layout.keyCount() + 1);
    long[] micros = Micros.of(lateAfter, rows);
    for (int i = 0; i < micros.length; i++) {
      if (lateAfter.isNull(rows.row(i))) {
        micros[i] = Slicing.NONE;
      }
    }
    return micros;
  }

  static Selection withoutNulls(Column time, Selection rows) {
    if (!time.hasNulls()) {
      return rows;
    }
    int[] kept =
        Arrays.stream(rows.rows(), 0, rows.count()).filter(row -> !time.isNull(row)).toArray();
    return new Selection(kept, kept.length);
  }
}
