package dev.wadi.engine.aggregate;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Merges the slices of windows that overlap, each slice a few times however many windows it is in:
/// the window's slices before some time from merged ends of that range ({@link Suffixes}), those
/// after it from a pane that grows with each window. When the windows have left the range behind,
/// what has grown becomes the next one.
final class SharedSlices implements AutoCloseable {
  /// So few slices are merged one by one.
  static final int FEW = 8;

  private final Panes panes;
  private Suffixes head;
  private Pane tail;
  private long headEnd;
  private long tailEnd;

  SharedSlices(Panes panes) {
    this.panes = panes;
  }

  /// The slices of a range of time, whose bounds cut none of them.
  static SortedMap<Span, Pane> within(TreeMap<Span, Pane> slices, long from, long to) {
    if (from >= to) {
      return Collections.emptySortedMap();
    }
    // Slices do not overlap: that of the least end in the range is the first that ends after
    // `from`.
    return slices.subMap(new Span(Long.MIN_VALUE, from + 1), new Span(Long.MAX_VALUE, to));
  }

  static boolean isFew(SortedMap<Span, Pane> slices) {
    return slices.keySet().stream().limit(FEW + 1L).count() <= FEW;
  }

  /// All slices of a window in one pane, owned by the caller; windows come in the order of their
  /// ends.
  Pane merged(Span window) {
    Pane merged = panes.newPane();
    SortedMap<Span, Pane> slices =
        within(panes.bySlice(), window.startMicros(), window.endMicros());
    if (isFew(slices)) {
      slices.values().forEach(merged::merge);
      return merged;
    }
    if (head == null || window.startMicros() >= headEnd) {
      restart(window);
    }
    within(panes.bySlice(), tailEnd, window.endMicros()).values().forEach(tail::merge);
    tailEnd = window.endMicros();
    head.mergeFrom(window.startMicros(), merged);
    merged.merge(tail);
    return merged;
  }

  private void restart(Span window) {
    close();
    head = new Suffixes(panes, window.startMicros(), window.endMicros());
    tail = panes.newPane();
    headEnd = window.endMicros();
    tailEnd = headEnd;
  }

  /// Rows were added to a slice, perhaps to one that has been merged into others already.
  ///
  /// @param addition adds them to a pane
  void added(Span slice, Consumer<Pane> addition) {
    if (head == null || slice.startMicros() >= tailEnd) {
      return;
    }
    if (slice.startMicros() >= headEnd) {
      addition.accept(tail);
    } else {
      head.added(slice, addition);
    }
  }

  @Override
  public void close() {
    if (head != null) {
      head.close();
      tail.close();
      head = null;
    }
  }
}
