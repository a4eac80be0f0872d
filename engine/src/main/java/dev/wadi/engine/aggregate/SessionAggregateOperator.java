package dev.wadi.engine.aggregate;

import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.sdk.batch.Batch;

/// Groups rows by key and session, and emits a session when the watermark has passed its end.
public final class SessionAggregateOperator implements Operator {
  private final AggregateLayout layout;
  private final OperatorContext context;
  private Sessions sessions;

  public SessionAggregateOperator(AggregateLayout layout, OperatorContext context) {
    this.layout = layout.in(context);
    this.context = context;
    this.sessions = new Sessions(this.layout, context.allocator(), context.lateRows());
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    try (batch) {
      sessions.update(batch);
    }
  }

  @Override
  public boolean watermark(long micros, Output output) {
    if (!sessions.emit(micros, context.batchRows(), output)) {
      return false;
    }
    if (sessions.isSparse()) {
      compact();
    }
    return true;
  }

  private void compact() {
    Sessions live = new Sessions(layout, context.allocator(), context.lateRows());
    sessions.write(
        context.batchRows(),
        batch -> {
          try (batch) {
            live.restore(batch, Panes.allRows(batch));
          }
        });
    live.done(sessions.doneMicros());
    sessions.close();
    sessions = live;
  }

  @Override
  public void snapshot(StateWriter writer) {
    writer.write(SnapshotRows.done(sessions.doneMicros(), context.allocator()));
    sessions.write(context.batchRows(), writer);
  }

  @Override
  public void restore(Batch state) {
    SnapshotRows.done(state)
        .ifPresentOrElse(
            sessions::done,
            () -> sessions.restore(state, context.owned(state, layout.hashes(state))));
  }

  @Override
  public void close() {
    sessions.close();
    layout.close();
  }
}
