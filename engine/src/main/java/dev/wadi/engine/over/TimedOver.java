package dev.wadi.engine.over;

import dev.wadi.engine.batch.BatchBuilder;
import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.engine.order.Completion;
import dev.wadi.engine.order.OrderedRows;
import dev.wadi.engine.order.ReleaseOperator;
import dev.wadi.engine.order.SortedRows;
import dev.wadi.engine.order.StateRows;
import dev.wadi.engine.plan.OverCall;
import dev.wadi.engine.plan.OverPlan;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.Arrays;
import java.util.List;

/// Window functions over rows in event-time order: a row is complete when the watermark has passed
/// it, since no function looks at later rows. What they look at of earlier ones is kept.
public final class TimedOver implements Completion {
  private final OverPlan.TimedOver over;
  private final OperatorContext context;
  private final OverColumns functions;
  private final BatchBuilder waiting;
  private final EarlierRows earlier;
  // Of the rows that are being evaluated.
  private NewRows newRows;

  private TimedOver(OverPlan.TimedOver over, OperatorContext context) {
    this.over = over;
    this.context = context;
    this.functions = new OverColumns(over.partition(), over.order(), over.calls(), context);
    this.waiting = new BatchBuilder(over.input().schema(), context.allocator());
    this.earlier = new EarlierRows(over, functions.plugins(), context);
  }

  /// The operator, on the subtask that owns the partition's key.
  public static ReleaseOperator operator(OverPlan.TimedOver over, OperatorContext context) {
    return new ReleaseOperator(
        over.release(),
        over.partition(),
        over.input().schema(),
        over.schema(),
        new TimedOver(over, context),
        context);
  }

  @Override
  public void add(Batch batch, Selection chosen) {
    waiting.append(batch, chosen);
  }

  @Override
  public Batch takeAll() {
    return waiting.build();
  }

  @Override
  public OrderedRows complete(Batch rows) {
    try (rows) {
      earlier.forgetOld();
      int[] groupsOfRows = earlier.partitionsOf(rows);
      EarlierRows.Chosen before = earlier.ofPartitions(groupsOfRows);
      Batch unsorted = together(before.rows(), rows);
      int[] sorted =
          SortedRows.of(
              unsorted.columns(),
              unsorted.rowCount(),
              Partitions.sorting(over.partition(), over.order()));
      int old = before.rows().length;
      int[] groups = new int[sorted.length];
      boolean[] isNew = new boolean[sorted.length];
      for (int i = 0; i < sorted.length; i++) {
        isNew[i] = sorted[i] >= old;
        groups[i] = isNew[i] ? groupsOfRows[sorted[i] - old] : before.groups()[sorted[i]];
      }
      Batch results;
      try (var ordered = new OrderedRows(unsorted, sorted)) {
        Batch inOrder = ordered.next(sorted.length, context.allocator());
        results =
            functions.add(
                inOrder,
                (call, partitions) -> evaluate(call, NewRows.of(partitions, groups, isNew)));
      }
      int[] numbers =
          Arrays.stream(sorted).map(row -> row < old ? before.rows()[row] : -1).toArray();
      earlier.keep(results, newRows, numbers);
      return inTimeOrder(results, isNew);
    }
  }

  private Batch together(int[] before, Batch rows) {
    try (var all = new BatchBuilder(over.input().schema(), context.allocator())) {
      List<Column> stored = earlier.columns();
      stored.forEach(Column::retain);
      try (Batch batch = Batch.of(stored, stored.getFirst().rowCount())) {
        all.append(batch, new Selection(before, before.length));
      }
      all.append(rows, null);
      return all.build();
    }
  }

  private Column evaluate(int call, NewRows rows) {
    newRows = rows;
    if (earlier.totals().isRunning(call)) {
      return earlier.totals().aggregate(call, rows);
    }
    Column result = functions.evaluate(call, rows.partitions());
    return over.calls().get(call) instanceof OverCall.Rank rank
        ? earlier.totals().ranks(rank, result, rows)
        : result;
  }

  private OrderedRows inTimeOrder(Batch results, boolean[] isNew) {
    int[] byTime = SortedRows.of(results.columns(), results.rowCount(), over.order());
    return new OrderedRows(results, Arrays.stream(byTime).filter(row -> isNew[row]).toArray());
  }

  @Override
  public OrderedRows resume(Batch results) {
    return new OrderedRows(
        results, SortedRows.of(results.columns(), results.rowCount(), over.order()));
  }

  @Override
  public void snapshot(StateRows state, Operator.StateWriter writer) {
    earlier.snapshot(state, writer);
  }

  @Override
  public void restore(int mark, Batch rows) {
    earlier.restore(mark, rows);
  }

  @Override
  public void close() {
    waiting.close();
    earlier.close();
    functions.close();
  }
}
