package dev.wadi.engine.operator;

import dev.wadi.engine.plan.GroupingSet;
import dev.wadi.engine.plan.Plan;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;

/// Emits each batch once per grouping set; the columns are shared.
public final class ExpandOperator implements Operator {
  private final Plan.Expand expand;
  private final BufferAllocator allocator;

  public ExpandOperator(Plan.Expand expand, OperatorContext context) {
    this.expand = expand;
    this.allocator = context.allocator();
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    try (batch) {
      for (GroupingSet set : expand.sets()) {
        output.emit(copy(batch, set));
      }
    }
  }

  private Batch copy(Batch batch, GroupingSet set) {
    int rowCount = batch.physicalRowCount();
    List<Column> columns = new ArrayList<>();
    batch.columns().forEach(column -> columns.add(column.retain()));
    for (int i = 0; i < expand.keys().size(); i++) {
      Column key = batch.column(expand.keys().get(i));
      columns.add(set.keys().contains(i) ? key.retain() : nulls(key.field(), rowCount));
    }
    set.constants().forEach(value -> columns.add(constant(value, rowCount)));
    return Batch.of(columns, rowCount, batch.selection());
  }

  private Column nulls(Field type, int rowCount) {
    FieldVector vector = type.createVector(allocator);
    vector.setInitialCapacity(Math.max(1, rowCount));
    vector.allocateNew();
    vector.setValueCount(rowCount);
    return Column.of(vector);
  }

  private Column constant(long value, int rowCount) {
    var vector = new BigIntVector("", allocator);
    vector.allocateNew(Math.max(1, rowCount));
    for (int row = 0; row < rowCount; row++) {
      vector.set(row, value);
    }
    vector.setValueCount(rowCount);
    return Column.of(vector);
  }

  @Override
  public void close() {
    // holds nothing
  }
}
