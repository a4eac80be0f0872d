package dev.wadi.engine.changelog;

import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.batch.RowHash;
import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.state.GroupTable;
import dev.wadi.engine.state.StateArray;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;

/// Counts how often each row was added and taken back, and emits what is left at the end of the
/// input. A row that was taken back more often than added is none: the first may have been
/// forgotten before.
public final class NetRowsOperator implements Operator {
  private final int change;
  private final OperatorContext context;
  private final GroupTable rows;
  private final StateArray counts;
  private int nextRow;

  public NetRowsOperator(Plan.NetRows net, OperatorContext context) {
    this.change = net.change();
    this.context = context;
    this.rows = new GroupTable(net.schema().getFields(), context.allocator());
    this.counts = new StateArray(context.allocator());
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    try (batch) {
      List<Column> columns = new ArrayList<>(batch.columns());
      columns.remove(change);
      ChangeKinds.Signed signed = ChangeKinds.split(batch, change);
      count(columns, signed.added(), 1);
      count(columns, signed.retracted(), -1);
    }
  }

  private void count(List<Column> columns, Selection selection, long sign) {
    int[] found = find(columns, selection);
    for (int i = 0; i < found.length; i++) {
      counts.set(found[i], counts.get(found[i]) + sign);
    }
  }

  private int[] find(List<Column> columns, Selection selection) {
    int[] found = new int[selection.count()];
    rows.findOrAdd(columns, selection, found);
    counts.grow(rows.groupCount());
    return found;
  }

  @Override
  public boolean watermark(long micros, Output output) {
    if (micros != END_OF_INPUT || nextRow == rows.groupCount()) {
      return true;
    }
    int[] chosen = new int[context.batchRows()];
    int count = 0;
    for (; nextRow < rows.groupCount() && count < chosen.length; nextRow++) {
      long left = counts.get(nextRow);
      while (left > 0 && count < chosen.length) {
        chosen[count++] = nextRow;
        left--;
      }
      counts.set(nextRow, left);
      if (left > 0) {
        break;
      }
    }
    if (count > 0) {
      output.emit(Batch.of(stored(new Selection(chosen, count)), count));
    }
    return false;
  }

  private List<Column> stored(Selection chosen) {
    List<Column> columns = new ArrayList<>();
    for (Column column : rows.storedKeys()) {
      columns.add(Gather.rows(column, chosen, context.allocator()));
    }
    return columns;
  }

  // The rows, and how often each counts.
  @Override
  public void snapshot(StateWriter writer) {
    for (int from = nextRow; from < rows.groupCount(); from += context.batchRows()) {
      int to = Math.min(rows.groupCount(), from + context.batchRows());
      Selection range = Selection.range(from, to);
      List<Column> columns = stored(range);
      BigIntVector count = new BigIntVector("$count", context.allocator());
      count.allocateNew(range.count());
      for (int i = 0; i < range.count(); i++) {
        count.set(i, counts.get(from + i));
      }
      count.setValueCount(range.count());
      columns.add(Column.of(count));
      writer.write(Batch.of(columns, range.count()));
    }
  }

  @Override
  public void restore(Batch state) {
    List<Column> columns = state.columns().subList(0, state.columns().size() - 1);
    long[] hashes = new long[state.rowCount()];
    RowHash.hash(columns, state, hashes);
    Selection owned = context.owned(state, hashes);
    int[] found = find(columns, owned);
    var saved = state.columns().getLast().data();
    for (int i = 0; i < found.length; i++) {
      long count = saved.getAtIndex(ValueLayout.JAVA_LONG, owned.row(i));
      counts.set(found[i], counts.get(found[i]) + count);
    }
  }

  @Override
  public void close() {
    rows.close();
    counts.close();
  }
}
