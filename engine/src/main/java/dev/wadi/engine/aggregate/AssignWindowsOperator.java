package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.engine.plan.Plan;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;

/// Copies rows for each window that they belong to; rows without a time belong to none.
public final class AssignWindowsOperator implements Operator {
  private final Slicing slicing;
  private final int timeColumn;
  private final Field bound;
  private final OperatorContext context;
  private final int[] rows;
  private final long[] starts;
  private final long[] ends;
  private int count;

  public AssignWindowsOperator(Plan.AssignWindows assign, OperatorContext context) {
    this.slicing = Slicing.of(assign.window());
    this.timeColumn = assign.window().columns().getFirst();
    this.bound = assign.schema().getFields().getLast();
    this.context = context;
    this.rows = new int[context.batchRows()];
    this.starts = new long[context.batchRows()];
    this.ends = new long[context.batchRows()];
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    try (batch) {
      Selection selected = Panes.allRows(batch);
      Column time = batch.column(timeColumn);
      long[] times = Micros.of(time, selected);
      for (int i = 0; i < times.length; i++) {
        if (!time.isNull(selected.row(i))) {
          assign(batch, selected.row(i), slicing.sliceAt(times[i]), output);
        }
      }
      emit(batch, output);
    }
  }

  private void assign(Batch batch, int row, Span slice, Output output) {
    long end = slicing.nextEnd(slice, Slicing.NONE);
    while (end != Slicing.NONE) {
      if (count == rows.length) {
        emit(batch, output);
      }
      rows[count] = row;
      starts[count] = slicing.window(slice, end).startMicros();
      ends[count++] = end;
      end = slicing.nextEnd(slice, end);
    }
  }

  private void emit(Batch batch, Output output) {
    if (count > 0) {
      Selection copied = new Selection(rows.clone(), count);
      List<Column> columns = new ArrayList<>();
      for (Column column : batch.columns()) {
        columns.add(Gather.rows(column, copied, context.allocator()));
      }
      columns.add(Micros.column(bound, starts, count, context.allocator()));
      columns.add(Micros.column(bound, ends, count, context.allocator()));
      int copies = count;
      count = 0;
      output.emit(Batch.of(columns, copies));
    }
  }
}
