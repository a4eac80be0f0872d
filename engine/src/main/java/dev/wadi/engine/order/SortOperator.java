package dev.wadi.engine.order;

import dev.wadi.engine.batch.BatchBuilder;
import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.Release;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Selection;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Schema;

/// `ORDER BY` on the only subtask of its stage: keeps rows until no earlier one can come, and emits
/// them in order. With a limit it keeps only rows that can be among the first.
///
/// State: rows that wait, then rows that are being emitted, which are marked.
public final class SortOperator implements Operator {
  private final Plan.Sort sort;
  private final OperatorContext context;
  private final FirstRows waiting;
  private final StateRows state;
  private OrderedRows emitting;
  private final BatchBuilder restored;
  private long releasedMicros = Long.MIN_VALUE;

  public SortOperator(Plan.Sort sort, OperatorContext context) {
    Schema schema = sort.schema();
    this.sort = sort;
    this.context = context;
    this.waiting = new FirstRows(schema, sort.keys(), sort.end(), context.allocator());
    this.restored = new BatchBuilder(schema, context.allocator());
    this.state = new StateRows(context);
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    try (batch) {
      switch (sort.release()) {
        case Release.AtEnd _ -> waiting.add(batch, null);
        case Release.ByTime time -> {
          Selection inTime = RowTimes.select(batch, time.column(), releasedMicros, true);
          context.lateRows().add(batch.rowCount() - inTime.count());
          waiting.add(batch, inTime);
        }
      }
    }
  }

  @Override
  public boolean watermark(long micros, Output output) {
    if (emitting == null) {
      emitting = restored.rowCount() > 0 ? takeRestored() : release(micros);
    }
    if (emitting.isEmpty()) {
      emitting.close();
      emitting = null;
      return true;
    }
    output.emit(emitting.next(context.batchRows(), context.allocator()));
    if (emitting.isEmpty()) {
      emitting.close();
      emitting = null;
    }
    return false;
  }

  private OrderedRows takeRestored() {
    Batch rows = restored.build();
    return new OrderedRows(rows, SortedRows.of(rows.columns(), rows.rowCount(), sort.keys()));
  }

  private OrderedRows release(long micros) {
    return switch (sort.release()) {
      case Release.AtEnd _ when micros != END_OF_INPUT -> none();
      case Release.ByTime time when micros != END_OF_INPUT ->
          releaseUntil(time.column(), micros - time.delayMicros());
      case Release _ -> {
        OrderedRows all = waiting.take();
        all.skip(sort.offset());
        yield all;
      }
    };
  }

  private static OrderedRows none() {
    return new OrderedRows(Batch.of(List.of(), 0), new int[0]);
  }

  private OrderedRows releaseUntil(int column, long micros) {
    releasedMicros = Math.max(releasedMicros, micros);
    try (Batch all = waiting.takeAll()) {
      waiting.add(all, RowTimes.select(all, column, releasedMicros, true));
      Selection ready = RowTimes.select(all, column, releasedMicros, false);
      restored.append(all, ready);
    }
    return takeRestored();
  }

  @Override
  public void snapshot(StateWriter writer) {
    Batch kept = waiting.takeAll();
    try (kept) {
      waiting.add(kept, null);
      int[] all = IntStream.range(0, kept.rowCount()).toArray();
      state.write(new OrderedRows(kept, all), false, writer);
    }
    if (emitting != null) {
      state.write(emitting, true, writer);
    }
  }

  @Override
  public void restore(Batch rows) {
    try (Batch own = state.withoutMark(rows)) {
      if (state.isMarked(rows)) {
        restored.append(own, null);
      } else {
        waiting.add(own, null);
      }
    }
  }

  @Override
  public void close() {
    waiting.close();
    restored.close();
    if (emitting != null) {
      emitting.close();
    }
  }
}
