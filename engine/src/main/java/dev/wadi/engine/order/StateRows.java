package dev.wadi.engine.order;

import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.TinyIntVector;

/// Rows as state, with a last column that marks what the rows of a batch are.
public final class StateRows {
  private final OperatorContext context;

  public StateRows(OperatorContext context) {
    this.context = context;
  }

  /// Writes what has not been handed out.
  public void write(OrderedRows rows, int mark, Operator.StateWriter writer) {
    rows.copy(
        context.batchRows(),
        context.allocator(),
        batch -> {
          try (batch) {
            writer.write(marked(batch, mark));
          }
        });
  }

  /// A dense batch, which is borrowed, with its mark.
  public Batch marked(Batch batch, int mark) {
    TinyIntVector marks = new TinyIntVector("mark", context.allocator());
    marks.allocateNew(batch.rowCount());
    for (int row = 0; row < batch.rowCount(); row++) {
      marks.set(row, mark);
    }
    marks.setValueCount(batch.rowCount());
    List<Column> columns = new ArrayList<>();
    batch.columns().forEach(column -> columns.add(column.retain()));
    columns.add(Column.of(marks));
    return Batch.of(columns, batch.rowCount());
  }

  /// How a batch of state, which has rows, was marked.
  public int mark(Batch state) {
    return ((TinyIntVector) state.columns().getLast().vector()).get(state.row(0));
  }

  /// The rows themselves, owned by the caller.
  public Batch withoutMark(Batch state) {
    List<Column> columns = state.columns().subList(0, state.columns().size() - 1);
    columns.forEach(Column::retain);
    return Batch.of(columns, state.physicalRowCount(), state.selection());
  }
}
