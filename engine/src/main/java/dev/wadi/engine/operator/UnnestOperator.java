package dev.wadi.engine.operator;

import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.plan.Plan;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.complex.ListVector;

/// Makes a row of each item of a list. Holds nothing.
public final class UnnestOperator implements Operator {
  private static final int NO_ITEM = -1;

  private final Plan.Unnest unnest;
  private final OperatorContext context;
  private int[] rows;
  private int[] items;
  private int[] places;
  private int count;

  public UnnestOperator(Plan.Unnest unnest, OperatorContext context) {
    this.unnest = unnest;
    this.context = context;
    allocate(context.batchRows());
  }

  private void allocate(int size) {
    rows = new int[size];
    items = new int[size];
    places = new int[size];
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    try (batch) {
      Column lists = batch.column(unnest.list());
      var vector = (ListVector) lists.vector();
      for (int i = 0; i < batch.rowCount(); i++) {
        int row = batch.row(i);
        int start = lists.isNull(row) ? 0 : vector.getElementStartIndex(row);
        int end = lists.isNull(row) ? 0 : vector.getElementEndIndex(row);
        for (int item = start; item < end; item++) {
          add(batch, row, item, item - start + 1, output);
        }
        if (start == end && unnest.outer()) {
          add(batch, row, NO_ITEM, NO_ITEM, output);
        }
      }
      flushRows(batch, output);
    }
  }

  private void add(Batch batch, int row, int item, int place, Output output) {
    rows[count] = row;
    items[count] = item;
    places[count++] = place;
    if (count == rows.length) {
      flushRows(batch, output);
    }
  }

  private void flushRows(Batch batch, Output output) {
    if (count > 0) {
      output.emit(gathered(batch));
      count = 0;
    }
  }

  private Batch gathered(Batch batch) {
    Selection chosen = new Selection(rows.clone(), count);
    List<Column> columns = new ArrayList<>();
    for (Column column : batch.columns()) {
      columns.add(Gather.rows(column, chosen, context.allocator()));
    }
    var vector = (ListVector) batch.column(unnest.list()).vector();
    // Borrowed: the list's own vector.
    Column values = Column.of(vector.getDataVector());
    columns.add(Gather.rowsOrNull(values, Arrays.copyOf(items, count), context.allocator()));
    if (unnest.ordinality()) {
      columns.add(places());
    }
    return Batch.of(columns, count);
  }

  private Column places() {
    BigIntVector vector = new BigIntVector("", context.allocator());
    vector.allocateNew(count);
    for (int i = 0; i < count; i++) {
      if (places[i] == NO_ITEM) {
        vector.setNull(i);
      } else {
        vector.set(i, places[i]);
      }
    }
    vector.setValueCount(count);
    return Column.of(vector);
  }
}
