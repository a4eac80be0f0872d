package dev.wadi.engine.aggregate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The slices of a range of time, merged from some starts to the range's end. What lies between two
/// of these starts is a smaller range of the same kind, so that a window which begins anywhere is
/// made of a few panes.
final class Suffixes implements AutoCloseable {
  private static final int PARTS = 8;

  private final Panes panes;
  private final long end;
  private final boolean few;
  private final TreeMap<Long, Pane> byStart = new TreeMap<>();
  private Suffixes part;

  Suffixes(Panes panes, long start, long end) {
    this.panes = panes;
    this.end = end;
    Map<Span, Pane> slices = SharedSlices.within(panes.bySlice(), start, end);
    this.few = slices.size() <= SharedSlices.FEW;
    if (!few) {
      merge(new ArrayList<>(slices.entrySet()));
    }
  }

  private void merge(List<Map.Entry<Span, Pane>> slices) {
    int stride = Math.ceilDiv(slices.size(), PARTS);
    try (Pane merged = panes.newPane()) {
      for (int i = slices.size() - 1; i > 0; i--) {
        merged.merge(slices.get(i).getValue());
        if (i % stride == 0) {
          Pane copy = panes.newPane();
          copy.merge(merged);
          byStart.put(slices.get(i).getKey().startMicros(), copy);
        }
      }
    }
  }

  /// Merges all slices from a start on; later calls come with later starts.
  void mergeFrom(long start, Pane target) {
    while (!byStart.isEmpty() && byStart.firstKey() < start) {
      byStart.pollFirstEntry().getValue().close();
    }
    long until = byStart.isEmpty() ? end : byStart.firstKey();
    if (few) {
      SharedSlices.within(panes.bySlice(), start, until).values().forEach(target::merge);
    } else if (start < until) {
      openPart(start, until).mergeFrom(start, target);
    }
    if (!byStart.isEmpty()) {
      target.merge(byStart.firstEntry().getValue());
    }
  }

  private Suffixes openPart(long start, long until) {
    if (part == null || part.end != until) {
      closePart();
      part = new Suffixes(panes, start, until);
    }
    return part;
  }

  /// Rows were added to a slice of the range.
  void added(Span slice, Consumer<Pane> addition) {
    byStart.headMap(slice.startMicros(), true).values().forEach(addition);
    if (part != null && slice.startMicros() < part.end) {
      part.added(slice, addition);
    }
  }

  private void closePart() {
    if (part != null) {
      part.close();
      part = null;
    }
  }

  @Override
  public void close() {
    byStart.values().forEach(Pane::close);
    byStart.clear();
    closePart();
  }
}
