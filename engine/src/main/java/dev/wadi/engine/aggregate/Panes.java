package dev.wadi.engine.aggregate;

import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.plan.Window;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Selection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.arrow.memory.BufferAllocator;

/// The open windows of an aggregate, by start.
final class Panes implements AutoCloseable {
  private final AggregateLayout layout;
  private final BufferAllocator allocator;
  private final LongAdder lateRows;
  private final TreeMap<Long, Pane> panes = new TreeMap<>();
  private long watermarkMicros = Long.MIN_VALUE;
  private int nextGroup;

  /// How a range of a pane's groups becomes a batch.
  interface Writing {
    Batch write(Pane pane, int from, int to);
  }

  /// @param lateRows counts rows whose window has been emitted
  Panes(AggregateLayout layout, BufferAllocator allocator, LongAdder lateRows) {
    this.layout = layout;
    this.allocator = allocator;
    this.lateRows = lateRows;
  }

  /// Adds input rows; the batch is borrowed.
  void update(Batch batch) {
    for (WindowRows window : WindowRows.ofInput(layout, batch)) {
      Pane pane = open(window);
      if (pane != null) {
        pane.update(batch, window.rows());
      }
    }
  }

  /// Adds partial results; the batch is borrowed.
  void merge(Batch partial) {
    merge(partial, allRows(partial));
  }

  /// Adds some rows of partial results; the batch is borrowed.
  void merge(Batch partial, Selection rows) {
    for (WindowRows window : WindowRows.ofPartial(layout, partial, rows)) {
      Pane pane = open(window);
      if (pane != null) {
        pane.merge(partial, window.rows());
      }
    }
  }

  static Selection allRows(Batch batch) {
    return batch.selection() == null
        ? Selection.range(batch.physicalRowCount())
        : batch.selection();
  }

  private Pane open(WindowRows window) {
    if (end(window.startMicros()) <= watermarkMicros) {
      lateRows.add(window.rows().count());
      return null;
    }
    return panes.computeIfAbsent(window.startMicros(), start -> new Pane(layout, start, allocator));
  }

  private long end(long startMicros) {
    return switch (layout.window()) {
      case Window.Tumbling window -> startMicros + window.widthMicros();
      case Window.WholeInput _ -> Operator.END_OF_INPUT;
    };
  }

  /// Opens the window of an aggregate over the whole input, which has a row even if it is empty.
  void openWholeInput() {
    panes.computeIfAbsent(0L, start -> new Pane(layout, start, allocator)).addEmptyGroup();
  }

  /// Writes one batch of output rows of the windows that a watermark completes.
  ///
  /// @return false if there are more
  boolean emitResults(long watermark, int batchRows, Operator.Output output) {
    return emitCompleted(watermark, batchRows, output, Pane::results);
  }

  /// The same as partial results.
  boolean emitPartial(long watermark, int batchRows, Operator.Output output) {
    return emitCompleted(watermark, batchRows, output, Pane::partial);
  }

  private boolean emitCompleted(
      long watermark, int batchRows, Operator.Output output, Writing writing) {
    Map.Entry<Long, Pane> first = panes.firstEntry();
    if (first == null || end(first.getKey()) > watermark) {
      watermarkMicros = watermark;
      return true;
    }
    Pane pane = first.getValue();
    int to = Math.min(pane.groupCount(), nextGroup + batchRows);
    output.emit(writing.write(pane, nextGroup, to));
    nextGroup = to;
    if (to == pane.groupCount()) {
      nextGroup = 0;
      panes.pollFirstEntry();
      pane.close();
    }
    return false;
  }

  /// Writes all windows as partial results, but for what has been emitted already; they stay as
  /// they are.
  void writePartial(int batchRows, Operator.Output output) {
    int first = nextGroup;
    for (Pane pane : panes.values()) {
      for (int from = first; from < pane.groupCount(); from += batchRows) {
        output.emit(pane.partial(from, Math.min(pane.groupCount(), from + batchRows)));
      }
      first = 0;
    }
  }

  /// How many groups all windows have.
  int groupCount() {
    return panes.values().stream().mapToInt(Pane::groupCount).sum();
  }

  /// Forgets all windows.
  void clear() {
    panes.values().forEach(Pane::close);
    panes.clear();
    nextGroup = 0;
  }

  @Override
  public void close() {
    clear();
  }
}
