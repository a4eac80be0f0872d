package dev.wadi.engine.order;

import dev.wadi.engine.batch.BatchBuilder;
import dev.wadi.engine.batch.RowHash;
import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.engine.plan.Release;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Schema;

/// Keeps rows until all that belong together have come, and emits what a {@link Completion} makes
/// of them.
///
/// State: rows that wait, then what the completion keeps, then results that are being emitted, told
/// apart by marks.
public final class ReleaseOperator implements Operator {
  private static final int WAITING = 0;
  private static final int RESULT = 1;

  private final Release release;
  private final List<Integer> keys;
  private final Completion completion;
  private final OperatorContext context;
  private final StateRows state;
  private final BatchBuilder ready;
  private final BatchBuilder restored;
  private OrderedRows emitting;
  private long releasedMicros = Long.MIN_VALUE;

  /// @param keys by which rows are dealt out to subtasks: the same columns of input and results
  /// @param completion closed by this
  public ReleaseOperator(
      Release release,
      List<Integer> keys,
      Schema input,
      Schema results,
      Completion completion,
      OperatorContext context) {
    this.release = release;
    this.keys = keys;
    this.completion = completion;
    this.context = context;
    this.state = new StateRows(context);
    this.ready = new BatchBuilder(input, context.allocator());
    this.restored = new BatchBuilder(results, context.allocator());
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    try (batch) {
      switch (release) {
        case Release.AtEnd _ -> completion.add(batch, null);
        case Release.ByTime time -> {
          Selection inTime = RowTimes.select(batch, time.column(), releasedMicros, true);
          context.lateRows().add(batch.rowCount() - inTime.count());
          completion.add(batch, inTime);
        }
      }
    }
  }

  @Override
  public boolean watermark(long micros, Output output) {
    if (emitting == null && !startEmitting(micros)) {
      return true;
    }
    if (!emitting.isEmpty()) {
      output.emit(emitting.next(context.batchRows(), context.allocator()));
    }
    if (emitting.isEmpty()) {
      emitting.close();
      emitting = null;
    }
    return false;
  }

  /// @return whether there are rows to emit
  private boolean startEmitting(long micros) {
    if (restored.rowCount() > 0) {
      emitting = completion.resume(restored.build());
      return true;
    }
    Batch complete = release(micros);
    if (complete.rowCount() == 0) {
      complete.release();
      return false;
    }
    emitting = completion.complete(complete);
    return true;
  }

  private Batch release(long micros) {
    if (micros == END_OF_INPUT) {
      return completion.takeAll();
    }
    if (release instanceof Release.ByTime time) {
      releasedMicros = Math.max(releasedMicros, micros - time.delayMicros());
      try (Batch waiting = completion.takeAll()) {
        Selection late = RowTimes.select(waiting, time.column(), releasedMicros, true);
        completion.add(waiting, late);
        ready.append(waiting, RowTimes.select(waiting, time.column(), releasedMicros, false));
      }
    }
    return ready.build();
  }

  @Override
  public void snapshot(StateWriter writer) {
    try (Batch waiting = completion.takeAll()) {
      completion.add(waiting, null);
      int[] all = IntStream.range(0, waiting.rowCount()).toArray();
      state.write(new OrderedRows(waiting, all), WAITING, writer);
    }
    completion.snapshot(state, writer);
    if (emitting != null) {
      state.write(emitting, RESULT, writer);
    }
  }

  @Override
  public void restore(Batch rows) {
    if (rows.rowCount() == 0) {
      return;
    }
    try (Batch own = state.withoutMark(rows)) {
      switch (state.mark(rows)) {
        case WAITING -> completion.add(own, owned(own));
        case RESULT -> restored.append(own, owned(own));
        default -> completion.restore(state.mark(rows), own);
      }
    }
  }

  private Selection owned(Batch batch) {
    List<Column> columns = keys.stream().map(batch::column).toList();
    long[] hashes = new long[batch.rowCount()];
    RowHash.hash(columns, batch, hashes);
    int[] owned =
        IntStream.range(0, hashes.length)
            .filter(i -> context.owns(hashes[i]))
            .map(batch::row)
            .toArray();
    return new Selection(owned, owned.length);
  }

  @Override
  public void close() {
    completion.close();
    ready.close();
    restored.close();
    if (emitting != null) {
      emitting.close();
    }
  }
}
