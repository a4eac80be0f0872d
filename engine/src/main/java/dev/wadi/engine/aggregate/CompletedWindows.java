package dev.wadi.engine.aggregate;

import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.plan.Window;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Makes windows of slices as watermarks complete them, in the order of their ends.
final class CompletedWindows implements AutoCloseable {
  private final AggregateLayout layout;
  private final Slicing slicing;
  private final Panes panes;
  private final SharedSlices shared;
  // Windows that had been completed, but not emitted in full, when a snapshot was taken.
  private final TreeMap<Span, Pane> restored = new TreeMap<>();
  // Rows for windows that end after a time, to be added when all others have been emitted.
  private final TreeMap<Long, TreeMap<Span, Pane>> late = new TreeMap<>();
  private Completed current;
  private int nextGroup;

  /// @param owned whether the pane is the window's alone, to be closed after it
  private record Completed(Span window, Pane pane, boolean owned) {}

  /// @param panes what is merged into it becomes windows here
  CompletedWindows(AggregateLayout layout, Panes panes) {
    this.layout = layout;
    this.slicing = layout.slicing();
    this.panes = panes;
    this.shared = new SharedSlices(panes);
  }

  /// Adds partial results; the batch is borrowed.
  void merge(Batch partial, Selection rows) {
    for (WindowRows part : WindowRows.ofPartial(layout, partial, rows)) {
      if (part.lateAfter() > panes.doneMicros()) {
        late.computeIfAbsent(part.lateAfter(), _ -> new TreeMap<>())
            .computeIfAbsent(part.slice(), _ -> panes.newPane())
            .merge(partial, part.rows());
      } else if (panes.isOnTime(part)) {
        add(part.slice(), pane -> pane.merge(partial, part.rows()));
      }
    }
  }

  private void add(Span slice, Consumer<Pane> addition) {
    addition.accept(panes.open(slice));
    shared.added(slice, addition);
  }

  private void addLate() {
    while (!late.isEmpty() && late.firstKey() <= panes.doneMicros()) {
      late.pollFirstEntry()
          .getValue()
          .forEach((slice, added) -> {
            add(slice, pane -> pane.merge(added));
            added.close();
          });
    }
  }

  /// Writes one batch of output rows of the windows that a watermark completes.
  ///
  /// @return false if there are more
  boolean emit(long watermark, int batchRows, Operator.Output output) {
    if (current == null) {
      current = next(watermark);
    }
    if (current == null) {
      panes.done(watermark);
      panes.dropDone();
      return true;
    }
    Pane pane = current.pane();
    int to = Math.min(pane.groupCount(), nextGroup + batchRows);
    output.emit(pane.results(current.window(), nextGroup, to));
    nextGroup = to;
    if (to == pane.groupCount()) {
      endCurrent();
    }
    return false;
  }

  private void endCurrent() {
    if (current != null && current.owned()) {
      current.pane().close();
    }
    current = null;
    nextGroup = 0;
  }

  private Completed next(long watermark) {
    Map.Entry<Span, Pane> rest = restored.pollFirstEntry();
    if (rest != null) {
      return new Completed(rest.getKey(), rest.getValue(), true);
    }
    while (true) {
      addLate();
      panes.dropDone();
      long end = nextEnd();
      if (!late.isEmpty() && late.firstKey() < end && late.firstKey() <= watermark) {
        panes.done(late.firstKey());
      } else if (end <= watermark) {
        panes.done(end);
        Span first = panes.bySlice().firstKey();
        return completed(first, slicing.window(first, end));
      } else {
        return null;
      }
    }
  }

  private long nextEnd() {
    return panes.bySlice().isEmpty()
        ? Long.MAX_VALUE
        : slicing.nextEnd(panes.bySlice().firstKey(), panes.doneMicros());
  }

  private Completed completed(Span first, Span window) {
    boolean last = slicing.lastEnd(first) == window.endMicros();
    return switch (layout.window()) {
      case Window.Tumbling _, Window.Carried _, Window.Session _, Window.WholeInput _ ->
          new Completed(window, panes.bySlice().remove(first), true);
      case Window.Hopping _, Window.Monthly _ -> hopping(first, window, last);
      case Window.Cumulating _ -> {
        Pane grown = grown(first, window);
        yield new Completed(window, last ? panes.bySlice().remove(first) : grown, last);
      }
    };
  }

  private Completed hopping(Span first, Span window, boolean last) {
    SortedMap<Span, Pane> slices = slicesOf(window);
    if (slices.size() > 1) {
      return new Completed(window, shared.merged(window), true);
    }
    return new Completed(window, last ? panes.bySlice().remove(first) : slices.get(first), last);
  }

  private SortedMap<Span, Pane> slicesOf(Span window) {
    return SharedSlices.within(panes.bySlice(), window.startMicros(), window.endMicros());
  }

  // All later windows that contain the other slices contain the first one as well, so that they can
  // be one.
  private Pane grown(Span first, Span window) {
    Pane grown = panes.bySlice().get(first);
    SortedMap<Span, Pane> others = slicesOf(window).tailMap(first);
    others.forEach((slice, pane) -> {
      if (pane != grown) {
        grown.merge(pane);
        pane.close();
      }
    });
    others.keySet().removeIf(slice -> !slice.equals(first));
    return grown;
  }

  /// Writes until when all windows are done, and all that has not been emitted, as partial results
  /// with one more column: the end of the window if it was complete.
  void snapshot(int batchRows, Operator.StateWriter writer) {
    panes.dropDone();
    writer.write(SnapshotRows.done(panes.doneMicros(), panes.allocator()));
    panes.bySlice().forEach((slice, pane) -> write(slice, pane, 0, batchRows, null, null, writer));
    late.forEach((after, bySlice) ->
        bySlice.forEach((slice, pane) -> write(slice, pane, 0, batchRows, after, null, writer)));
    if (current != null) {
      write(
          current.window(),
          current.pane(),
          nextGroup,
          batchRows,
          null,
          current.window().endMicros(),
          writer);
    }
    restored.forEach(
        (window, pane) -> write(window, pane, 0, batchRows, null, window.endMicros(), writer));
  }

  private void write(
      Span slice,
      Pane pane,
      int first,
      int batchRows,
      Long lateAfter,
      Long windowEnd,
      Operator.StateWriter writer) {
    for (int from = first; from < pane.groupCount(); from += batchRows) {
      int to = Math.min(pane.groupCount(), from + batchRows);
      Batch partial = pane.partial(slice, lateAfter, from, to);
      writer.write(SnapshotRows.with(partial, windowEnd, panes.allocator()));
    }
  }

  /// All windows until then are done, as {@link SnapshotRows#done} says.
  void restoreDone(long micros) {
    panes.done(micros);
  }

  /// Reads some rows of what {@link #snapshot} wrote; the batch is borrowed.
  void restore(Batch state, Selection rows) {
    if (rows.count() == 0) {
      return;
    }
    Column windowEnd = state.columns().getLast();
    if (windowEnd.isNull(rows.row(0))) {
      merge(state, rows);
    } else {
      for (WindowRows part : WindowRows.ofCompleted(layout, state, rows)) {
        restored.computeIfAbsent(part.slice(), _ -> panes.newPane()).merge(state, part.rows());
      }
    }
  }

  /// Opens the window of an aggregate over the whole input, which has a row even if it is empty.
  ///
  /// @param key of a group, as a row
  void openWholeInput(Batch key) {
    panes.open(Span.WHOLE).addGroup(key);
  }

  @Override
  public void close() {
    endCurrent();
    shared.close();
    restored.values().forEach(Pane::close);
    restored.clear();
    late.values().forEach(bySlice -> bySlice.values().forEach(Pane::close));
    late.clear();
    panes.close();
  }
}
