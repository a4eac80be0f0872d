package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.Bits;
import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.plan.AggregateCall;
import dev.wadi.engine.plan.Window;
import dev.wadi.engine.state.GroupTable;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// One window: its groups and their aggregates.
final class Pane implements AutoCloseable {
  private final AggregateLayout layout;
  private final long startMicros;
  private final BufferAllocator allocator;
  private final GroupTable table;
  private final List<Accumulator> accumulators;

  Pane(AggregateLayout layout, long startMicros, BufferAllocator allocator) {
    this.layout = layout;
    this.startMicros = startMicros;
    this.allocator = allocator;
    this.table = new GroupTable(layout.keyFields(), allocator);
    this.accumulators = layout.accumulators(allocator);
  }

  int groupCount() {
    return table.groupCount();
  }

  /// Adds input rows.
  void update(Batch batch, Selection rows) {
    GroupedRows grouped = group(columns(batch, layout.aggregate().keys()), rows);
    for (int i = 0; i < accumulators.size(); i++) {
      AggregateCall call = layout.calls().get(i);
      GroupedRows counting =
          call.filter() < 0 ? grouped : grouped.whereTrue(batch.column(call.filter()));
      accumulators
          .get(i)
          .update(columns(batch, call.arguments()), counting.rows(), counting.groups());
    }
  }

  /// Adds partial results.
  void merge(Batch partial, Selection rows) {
    List<Integer> keys = IntStream.range(0, layout.keyCount()).boxed().toList();
    GroupedRows grouped = group(columns(partial, keys), rows);
    int next = layout.firstState();
    for (Accumulator accumulator : accumulators) {
      int end = next + accumulator.stateFields().size();
      accumulator.merge(partial.columns().subList(next, end), rows, grouped.groups());
      next = end;
    }
  }

  /// Makes the one group of an aggregate without keys, even if there are no rows.
  void addEmptyGroup() {
    group(List.of(), Selection.range(1));
  }

  private static List<Column> columns(Batch batch, List<Integer> indexes) {
    return indexes.stream().map(batch::column).toList();
  }

  private GroupedRows group(List<Column> keys, Selection rows) {
    int[] groups = new int[rows.count()];
    table.findOrAdd(keys, rows, groups);
    accumulators.forEach(accumulator -> accumulator.grow(table.groupCount()));
    return new GroupedRows(rows, groups);
  }

  /// Groups `from` to `to - 1` as partial results.
  Batch partial(int from, int to) {
    List<Column> columns = keys(from, to);
    if (layout.window().bounds() > 0) {
      columns.add(
          constant(
              layout.partialSchema().getFields().get(layout.keyCount()), startMicros, to - from));
    }
    accumulators.forEach(accumulator -> columns.addAll(accumulator.state(from, to)));
    return Batch.of(columns, to - from);
  }

  /// Groups `from` to `to - 1` as output rows.
  Batch results(int from, int to) {
    List<Column> columns = keys(from, to);
    switch (layout.window()) {
      case Window.Tumbling window -> {
        columns.add(bound(startMicros, to - from));
        columns.add(bound(startMicros + window.widthMicros(), to - from));
      }
      case Window.WholeInput _ -> {
        // has no bounds
      }
    }
    accumulators.forEach(accumulator -> columns.add(accumulator.result(from, to)));
    return Batch.of(columns, to - from);
  }

  private List<Column> keys(int from, int to) {
    Selection range = new Selection(IntStream.range(from, to).toArray(), to - from);
    List<Column> columns = new ArrayList<>();
    for (Column key : table.storedKeys()) {
      columns.add(Gather.rows(key, range, allocator));
    }
    return columns;
  }

  private Column bound(long micros, int count) {
    Field field = layout.boundField();
    boolean nanos =
        field.getType() instanceof ArrowType.Timestamp type
            && type.getUnit() == TimeUnit.NANOSECOND;
    return constant(field, nanos ? Math.multiplyExact(micros, 1000L) : micros, count);
  }

  private Column constant(Field field, long value, int count) {
    BaseFixedWidthVector vector = StateColumn.allocate(field, count, allocator);
    MemorySegment data = Column.segment(vector.getDataBuffer());
    for (int i = 0; i < count; i++) {
      data.setAtIndex(ValueLayout.JAVA_LONG, i, value);
    }
    Bits.setAll(Column.segment(vector.getValidityBuffer()), count);
    vector.setValueCount(count);
    return Column.of(vector);
  }

  @Override
  public void close() {
    table.close();
    accumulators.forEach(Accumulator::close);
  }
}
