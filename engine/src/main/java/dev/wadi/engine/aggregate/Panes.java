package dev.wadi.engine.aggregate;

import dev.wadi.engine.operator.Operator;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Selection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.arrow.memory.BufferAllocator;

/// The open slices of an aggregate.
final class Panes implements AutoCloseable {
  private final AggregateLayout layout;
  private final BufferAllocator allocator;
  private final LongAdder lateRows;
  private final long latenessMicros;
  private final TreeMap<Span, Pane> bySlice = new TreeMap<>();
  private long doneMicros = Long.MIN_VALUE;
  private int nextGroup;

  /// @param lateRows counts rows all of whose windows have been emitted
  Panes(AggregateLayout layout, BufferAllocator allocator, LongAdder lateRows) {
    this(layout, 0, allocator, lateRows);
  }

  /// @param latenessMicros how far the watermark may be past a window's end for its rows to count
  Panes(
      AggregateLayout layout, long latenessMicros, BufferAllocator allocator, LongAdder lateRows) {
    this.layout = layout;
    this.latenessMicros = latenessMicros;
    this.allocator = allocator;
    this.lateRows = lateRows;
  }

  /// Windows that end until then get no more rows.
  static long closedMicros(long watermark, long latenessMicros) {
    return watermark < Long.MIN_VALUE + latenessMicros
        ? Long.MIN_VALUE
        : watermark - latenessMicros;
  }

  /// Adds input rows; the batch is borrowed.
  void update(Batch batch) {
    for (WindowRows part : WindowRows.ofInput(layout, batch)) {
      if (isOnTime(part)) {
        open(part.slice()).update(batch, part.rows());
      }
    }
  }

  static Selection allRows(Batch batch) {
    return batch.selection() == null
        ? Selection.range(batch.physicalRowCount())
        : batch.selection();
  }

  /// Whether any window of a slice is still to be emitted; counts the rows if not.
  boolean isOnTime(WindowRows part) {
    long lastEnd = layout.slicing().lastEnd(part.slice());
    boolean onTime = lastEnd > doneMicros;
    if (!onTime && lastEnd != Slicing.NONE) {
      lateRows.add(part.rows().count());
    }
    return onTime && lastEnd != Slicing.NONE;
  }

  Pane open(Span slice) {
    return bySlice.computeIfAbsent(slice, _ -> newPane());
  }

  Pane newPane() {
    return new Pane(layout, allocator);
  }

  BufferAllocator allocator() {
    return allocator;
  }

  /// Forgets the slices all of whose windows have been emitted.
  void dropDone() {
    while (!bySlice.isEmpty() && layout.slicing().lastEnd(bySlice.firstKey()) <= doneMicros) {
      bySlice.pollFirstEntry().getValue().close();
    }
  }

  /// The slices with their panes, for whoever makes windows of them.
  TreeMap<Span, Pane> bySlice() {
    return bySlice;
  }

  /// All windows that end until then have been emitted.
  long doneMicros() {
    return doneMicros;
  }

  void done(long micros) {
    doneMicros = Math.max(doneMicros, micros);
  }

  /// Writes one batch of partial results of the slices that a watermark completes.
  ///
  /// @return false if there are more
  boolean emitPartial(long watermark, int batchRows, Operator.Output output) {
    Map.Entry<Span, Pane> first = bySlice.firstEntry();
    if (first == null || first.getKey().endMicros() > watermark) {
      done(closedMicros(watermark, latenessMicros));
      return true;
    }
    Pane pane = first.getValue();
    int to = Math.min(pane.groupCount(), nextGroup + batchRows);
    output.emit(pane.partial(first.getKey(), lateAfter(first.getKey()), nextGroup, to));
    nextGroup = to;
    if (to == pane.groupCount()) {
      nextGroup = 0;
      bySlice.pollFirstEntry();
      pane.close();
    }
    return false;
  }

  // Slices do not outlive the watermark that passes their end: these rows came after that.
  private Long lateAfter(Span slice) {
    return slice.endMicros() <= doneMicros ? (Long) doneMicros : null;
  }

  /// Writes all slices as partial results, but for what has been emitted already; they stay as they
  /// are.
  void writePartial(int batchRows, Operator.Output output) {
    int first = nextGroup;
    for (Map.Entry<Span, Pane> slice : bySlice.entrySet()) {
      Pane pane = slice.getValue();
      for (int from = first; from < pane.groupCount(); from += batchRows) {
        int to = Math.min(pane.groupCount(), from + batchRows);
        output.emit(pane.partial(slice.getKey(), lateAfter(slice.getKey()), from, to));
      }
      first = 0;
    }
  }

  /// How many groups all slices have.
  int groupCount() {
    return bySlice.values().stream().mapToInt(Pane::groupCount).sum();
  }

  /// Forgets all slices.
  void clear() {
    bySlice.values().forEach(Pane::close);
    bySlice.clear();
    nextGroup = 0;
  }

  @Override
  public void close() {
    clear();
  }
}
