package dev.wadi.engine.operator;

import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.plan.Unnest;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.complex.ListVector;

/// Makes a row of each item of a list, or of several lists side by side. Holds nothing.
public final class UnnestOperator implements Operator {
  private static final int NO_ITEM = -1;
  // A list that stays is copied for each of its items.
  private static final int ITEMS_COPIED_MAX = 1 << 20;

  private final Unnest unnest;
  private final OperatorContext context;
  private final List<Integer> copiedLists;
  private int[] rows;
  // From 0.
  private int[] places;
  private int count;
  private long itemsCopied;

  public UnnestOperator(Unnest unnest, OperatorContext context) {
    this.unnest = unnest;
    this.context = context;
    this.copiedLists = unnest.lists().stream().filter(unnest.kept()::contains).toList();
    allocate(context.batchRows());
  }

  private void allocate(int size) {
    rows = new int[size];
    places = new int[size];
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    try (batch) {
      List<Column> lists = unnest.lists().stream().map(batch::column).toList();
      for (int i = 0; i < batch.rowCount(); i++) {
        int row = batch.row(i);
        int items = 0;
        for (Column list : lists) {
          items = Math.max(items, size(list, row));
        }
        for (int place = 0; place < items; place++) {
          add(batch, row, place, output);
        }
        if (items == 0 && unnest.outer()) {
          add(batch, row, NO_ITEM, output);
        }
      }
      flushRows(batch, output);
    }
  }

  private static int size(Column list, int row) {
    var vector = (ListVector) list.vector();
    return list.isNull(row) ? 0 : vector.getElementEndIndex(row) - vector.getElementStartIndex(row);
  }

  private void add(Batch batch, int row, int place, Output output) {
    rows[count] = row;
    places[count++] = place;
    for (int list : copiedLists) {
      itemsCopied += size(batch.column(list), row);
    }
    if (count == rows.length || itemsCopied > ITEMS_COPIED_MAX) {
      flushRows(batch, output);
    }
  }

  private void flushRows(Batch batch, Output output) {
    if (count > 0) {
      output.emit(gathered(batch));
      count = 0;
      itemsCopied = 0;
    }
  }

  private Batch gathered(Batch batch) {
    Selection chosen = new Selection(rows.clone(), count);
    List<Column> columns = new ArrayList<>();
    for (int column : unnest.kept()) {
      columns.add(Gather.rows(batch.column(column), chosen, context.allocator()));
    }
    for (int list : unnest.lists()) {
      columns.add(items(batch.column(list)));
    }
    if (unnest.ordinality()) {
      columns.add(places());
    }
    return Batch.of(columns, count);
  }

  private Column items(Column list) {
    var vector = (ListVector) list.vector();
    int[] items = new int[count];
    for (int i = 0; i < count; i++) {
      boolean present = places[i] != NO_ITEM && places[i] < size(list, rows[i]);
      items[i] = present ? vector.getElementStartIndex(rows[i]) + places[i] : NO_ITEM;
    }
    // Borrowed: the list's own vector.
    return Gather.rowsOrNull(Column.of(vector.getDataVector()), items, context.allocator());
  }

  private Column places() {
    BigIntVector vector = new BigIntVector("", context.allocator());
    vector.allocateNew(count);
    for (int i = 0; i < count; i++) {
      if (places[i] == NO_ITEM) {
        vector.setNull(i);
      } else {
        vector.set(i, places[i] + 1);
      }
    }
    vector.setValueCount(count);
    return Column.of(vector);
  }
}
