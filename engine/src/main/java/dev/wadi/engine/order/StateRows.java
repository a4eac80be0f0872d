package dev.wadi.engine.order;

import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.TinyIntVector;

/// Rows as state, with a last column that marks some batches of them.
public final class StateRows {
  private final OperatorContext context;

  public StateRows(OperatorContext context) {
    this.context = context;
  }

  /// Writes what has not been handed out.
  public void write(OrderedRows rows, boolean marked, Operator.StateWriter writer) {
    rows.copy(
        context.batchRows(),
        context.allocator(),
        batch -> {
          try (batch) {
            writer.write(marked(batch, marked));
          }
        });
  }

  private Batch marked(Batch batch, boolean marked) {
    TinyIntVector mark = new TinyIntVector("mark", context.allocator());
    mark.allocateNew(batch.rowCount());
    for (int row = 0; row < batch.rowCount(); row++) {
      mark.set(row, marked ? 1 : 0);
    }
    mark.setValueCount(batch.rowCount());
    List<Column> columns = new ArrayList<>();
    batch.columns().forEach(column -> columns.add(column.retain()));
    columns.add(Column.of(mark));
    return Batch.of(columns, batch.rowCount());
  }

  /// Whether a batch of state was written as marked.
  public boolean isMarked(Batch state) {
    TinyIntVector mark = (TinyIntVector) state.columns().getLast().vector();
    return state.rowCount() > 0 && mark.get(state.row(0)) != 0;
  }

  /// The rows themselves, owned by the caller.
  public Batch withoutMark(Batch state) {
    List<Column> columns = state.columns().subList(0, state.columns().size() - 1);
    columns.forEach(Column::retain);
    return Batch.of(columns, state.physicalRowCount(), state.selection());
  }
}
