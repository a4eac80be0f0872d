package dev.wadi.engine.aggregate;

import dev.wadi.engine.changelog.FlushTimer;
import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.engine.plan.Plan;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Selection;
import java.util.Map;
import java.util.TreeMap;

/// Merges partial results of the keys that this subtask owns into all of their windows, and emits
/// how the results of a window change: while it is open, if they are wanted early; when the
/// watermark reaches its end; and afterwards, until the watermark is past it by the lateness that
/// is allowed. Then the window is forgotten.
public final class UpdatingWindowsOperator implements Operator {
  private final AggregateLayout layout;
  private final Slicing slicing;
  private final OperatorContext context;
  private final GroupChanges changes;
  private final WindowStates states;
  private final long latenessMicros;
  private final FlushTimer early;
  private final FlushTimer flushing;
  private final TreeMap<Span, UpdatingGroups> windows = new TreeMap<>();
  private long watermarkMicros = Long.MIN_VALUE;

  public UpdatingWindowsOperator(
      Plan.UpdatingWindows updating, AggregateLayout layout, OperatorContext context) {
    this.layout = layout.in(context);
    this.slicing = layout.slicing();
    this.context = context;
    this.changes = new GroupChanges(this.layout, context);
    this.states = new WindowStates(this.layout, context);
    this.latenessMicros = updating.latenessMicros();
    this.early = new FlushTimer(updating.earlyMillis(), context.nanoClock());
    this.flushing = new FlushTimer(updating.flushMillis(), context.nanoClock());
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    try (batch) {
      for (WindowRows part : WindowRows.ofPartial(layout, batch, Panes.allRows(batch))) {
        merge(batch, part);
      }
    }
    if (flushing.due()) {
      flush(output);
    }
    tick(output);
  }

  private void merge(Batch partial, WindowRows part) {
    long end = slicing.nextEnd(part.slice(), part.lateAfter());
    while (end != Slicing.NONE) {
      groups(slicing.window(part.slice(), end)).merge(partial, part.rows(), 0);
      end = slicing.nextEnd(part.slice(), end);
    }
  }

  private UpdatingGroups groups(Span window) {
    return windows.computeIfAbsent(window, _ -> new UpdatingGroups(layout, context.allocator()));
  }

  @Override
  public void tick(Output output) {
    if (early.due()) {
      windows.forEach((window, groups) -> changes.emit(groups, window, output));
    }
  }

  /// What open windows have not been asked for stays.
  @Override
  public void flush(Output output) {
    windows
        .headMap(new Span(Long.MAX_VALUE, watermarkMicros), true)
        .forEach((window, groups) -> changes.emit(groups, window, output));
  }

  @Override
  public boolean watermark(long micros, Output output) {
    for (Map.Entry<Span, UpdatingGroups> entry : windows.entrySet()) {
      if (entry.getKey().endMicros() > micros) {
        break;
      }
      if (entry.getValue().changedCount() > 0) {
        changes.emit(entry.getValue(), entry.getKey(), output);
        return false;
      }
    }
    watermarkMicros = Math.max(watermarkMicros, micros);
    long closed = Panes.closedMicros(micros, latenessMicros);
    while (!windows.isEmpty() && windows.firstKey().endMicros() <= closed) {
      windows.pollFirstEntry().getValue().close();
    }
    return true;
  }

  @Override
  public void snapshot(StateWriter writer) {
    writer.write(SnapshotRows.done(watermarkMicros, context.allocator()));
    windows.forEach((window, groups) -> states.write(window, groups, writer));
  }

  @Override
  public void restore(Batch state) {
    SnapshotRows.done(state)
        .ifPresentOrElse(
            micros -> watermarkMicros = Math.max(watermarkMicros, micros),
            () -> restoreGroups(state, context.owned(state, layout.hashes(state))));
  }

  private void restoreGroups(Batch state, Selection rows) {
    if (rows.count() > 0) {
      states.read(state, rows, groups(states.windowOf(state)));
    }
  }

  @Override
  public void close() {
    windows.values().forEach(UpdatingGroups::close);
    windows.clear();
    layout.close();
  }
}
