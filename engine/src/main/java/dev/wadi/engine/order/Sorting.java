package dev.wadi.engine.order;

import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.engine.plan.Plan;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Selection;
import java.util.Arrays;
import java.util.List;

/// `ORDER BY`: complete rows in order, cut by offset and limit. With a limit, only rows are kept
/// that can be among the first.
public final class Sorting implements Completion {
  private final Plan.Sort sort;
  private final FirstRows waiting;

  private Sorting(Plan.Sort sort, OperatorContext context) {
    this.sort = sort;
    this.waiting = new FirstRows(sort.schema(), sort.keys(), sort.end(), context.allocator());
  }

  /// The operator, on the only subtask of its stage.
  public static ReleaseOperator operator(Plan.Sort sort, OperatorContext context) {
    return new ReleaseOperator(
        sort.release(),
        List.of(),
        sort.schema(),
        sort.schema(),
        new Sorting(sort, context),
        context);
  }

  @Override
  public void add(Batch batch, Selection chosen) {
    waiting.add(batch, chosen);
  }

  @Override
  public Batch takeAll() {
    return waiting.takeAll();
  }

  @Override
  public OrderedRows complete(Batch rows) {
    int[] order = SortedRows.of(rows.columns(), rows.rowCount(), sort.keys());
    int from = (int) Math.min(order.length, sort.offset());
    int to = (int) Math.min(order.length, sort.end());
    return new OrderedRows(rows, Arrays.copyOfRange(order, from, to));
  }

  @Override
  public OrderedRows resume(Batch results) {
    int[] order = SortedRows.of(results.columns(), results.rowCount(), sort.keys());
    return new OrderedRows(results, order);
  }

  @Override
  public void close() {
    waiting.close();
  }
}
