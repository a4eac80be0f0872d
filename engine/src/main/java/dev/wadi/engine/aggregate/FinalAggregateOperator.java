package dev.wadi.engine.aggregate;

import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.sdk.batch.Batch;

/// The second phase of an aggregate: merges partial results of the keys that this subtask owns and
/// emits each window when the watermark has passed it.
public final class FinalAggregateOperator implements Operator {
  private final AggregateLayout layout;
  private final OperatorContext context;
  private final CompletedWindows windows;
  private boolean ended;

  public FinalAggregateOperator(AggregateLayout layout, OperatorContext context) {
    this.layout = layout.in(context);
    this.context = context;
    this.windows =
        new CompletedWindows(
            this.layout, new Panes(this.layout, context.allocator(), context.lateRows()));
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    try (batch) {
      windows.merge(batch, Panes.allRows(batch));
    }
  }

  @Override
  public boolean watermark(long micros, Output output) {
    if (micros == END_OF_INPUT && !ended) {
      ended = true;
      GroupWithoutRows.key(layout, context.allocator()).ifPresent(this::openIfOwned);
    }
    return windows.emit(micros, context.batchRows(), output);
  }

  private void openIfOwned(Batch key) {
    try (key) {
      if (context.owns(layout.hashes(key)[0])) {
        windows.openWholeInput(key);
      }
    }
  }

  @Override
  public void snapshot(StateWriter writer) {
    windows.snapshot(context.batchRows(), writer);
  }

  @Override
  public void restore(Batch state) {
    SnapshotRows.done(state)
        .ifPresentOrElse(
            windows::restoreDone,
            () -> windows.restore(state, context.owned(state, layout.hashes(state))));
  }

  @Override
  public void close() {
    windows.close();
    layout.close();
  }
}
