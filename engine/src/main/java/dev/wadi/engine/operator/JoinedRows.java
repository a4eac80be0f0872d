package dev.wadi.engine.operator;

import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.plan.TableFunctionCall;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The rows of one batch beside what a table function makes of them, in order.
final class JoinedRows {
  private static final int NOT_MADE = -1;

  private final Batch batch;
  private final TableFunctionCall call;
  private final OperatorContext context;
  // What is emitted next: rows of the batch, and of what was made of them.
  private final int[] rows;
  private final int[] places;
  private int count;
  // The first row that nothing was made of so far.
  private int next;

  JoinedRows(Batch batch, TableFunctionCall call, OperatorContext context) {
    this.batch = batch;
    this.call = call;
    this.context = context;
    this.rows = new int[context.batchRows()];
    this.places = new int[context.batchRows()];
  }

  /// @param made borrowed
  void add(MadeRows made, Operator.Output output) {
    made.check(rows.length);
    for (int place = 0; place < made.count(); place++) {
      int origin = made.origins().get(place);
      passTo(origin, made, output);
      next = origin + 1;
      add(origin, place, made, output);
    }
    flush(made, output);
  }

  /// Nothing is made of the rows that are left.
  void end(Operator.Output output) {
    try (var none = new MadeRows(call.function(), context.allocator())) {
      passTo(batch.rowCount(), none, output);
      flush(none, output);
    }
  }

  private void passTo(int end, MadeRows made, Operator.Output output) {
    while (call.outer() && next < end) {
      add(next++, NOT_MADE, made, output);
    }
  }

  private void add(int row, int place, MadeRows made, Operator.Output output) {
    rows[count] = batch.row(row);
    places[count++] = place;
    if (count == rows.length) {
      flush(made, output);
    }
  }

  private void flush(MadeRows made, Operator.Output output) {
    if (count == 0) {
      return;
    }
    List<Column> columns = new ArrayList<>();
    Selection chosen = new Selection(rows.clone(), count);
    for (int column : call.kept()) {
      columns.add(Gather.rows(batch.column(column), chosen, context.allocator()));
    }
    for (Column column : made.columns()) {
      columns.add(chosen(column, made));
    }
    output.emit(Batch.of(columns, count));
    count = 0;
  }

  private Column chosen(Column column, MadeRows made) {
    boolean all = count == made.count() && places[0] == 0 && places[count - 1] == count - 1;
    return all
        ? column.retain()
        : Gather.rowsOrNull(column, Arrays.copyOf(places, count), context.allocator());
  }
}
