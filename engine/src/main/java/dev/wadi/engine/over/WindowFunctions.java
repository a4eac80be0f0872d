package dev.wadi.engine.over;

import dev.wadi.engine.batch.BatchBuilder;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.engine.order.Completion;
import dev.wadi.engine.order.OrderedRows;
import dev.wadi.engine.order.ReleaseOperator;
import dev.wadi.engine.order.SortedRows;
import dev.wadi.engine.plan.OverPlan;
import dev.wadi.engine.plan.SortKey;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Selection;
import java.util.List;

/// Window functions over complete partitions: rows are sorted so that partitions and peers lie
/// together, then every function is evaluated at once.
public final class WindowFunctions implements Completion {
  private final OperatorContext context;
  private final BatchBuilder waiting;
  private final List<SortKey> order;
  private final OverColumns functions;

  private WindowFunctions(OverPlan.Over over, OperatorContext context) {
    this.context = context;
    this.waiting = new BatchBuilder(over.input().schema(), context.allocator());
    this.order = Partitions.sorting(over.partition(), over.order());
    this.functions = new OverColumns(over.partition(), over.order(), over.calls(), context);
  }

  /// The operator, on the subtask that owns the partition's key.
  public static ReleaseOperator operator(OverPlan.Over over, OperatorContext context) {
    return new ReleaseOperator(
        over.release(),
        over.partition(),
        over.input().schema(),
        over.schema(),
        new WindowFunctions(over, context),
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
    int[] sorted = SortedRows.of(rows.columns(), rows.rowCount(), order);
    try (var unsorted = new OrderedRows(rows, sorted)) {
      Batch together = unsorted.next(rows.rowCount(), context.allocator());
      return resume(functions.add(together));
    }
  }

  @Override
  public OrderedRows resume(Batch results) {
    return new OrderedRows(results, Selection.range(results.rowCount()).rows());
  }

  @Override
  public void close() {
    waiting.close();
    functions.close();
  }
}
