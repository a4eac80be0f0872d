package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.BatchBuilder;
import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.state.StateArray;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// The value of a group that has one row, as a scalar sub-query must. State: the value, and how
/// many rows there were, since a row may hold NULL.
final class SingleValueAccumulator implements Accumulator {
  private final Field type;
  private final BufferAllocator allocator;
  private final BatchBuilder values;
  // The place of each group's value plus one; 0 is none.
  private final StateArray places;

  SingleValueAccumulator(Field type, BufferAllocator allocator) {
    this.type = type;
    this.allocator = allocator;
    this.values = new BatchBuilder(new Schema(List.of(type)), allocator);
    this.places = new StateArray(allocator);
  }

  @Override
  public List<Field> stateFields() {
    return List.of(type, StateColumn.INT64);
  }

  @Override
  public void grow(int count) {
    places.grow(count);
  }

  @Override
  public void update(List<Column> arguments, Selection rows, int[] groups) {
    for (int i = 0; i < rows.count(); i++) {
      if (places.get(groups[i]) != 0) {
        throw severalRows();
      }
      places.set(groups[i], values.rowCount() + i + 1L);
    }
    append(arguments.getFirst(), rows);
  }

  static WadiException severalRows() {
    return new WadiException(
            ErrorCode.TOO_MANY_ROWS, "a sub-query that stands for a value has several rows")
        .withHint("take one of them, with an aggregate such as max, or LIMIT 1");
  }

  private void append(Column column, Selection rows) {
    try (Batch batch = Batch.of(List.of(column.retain()), column.rowCount())) {
      values.append(batch, rows);
    }
  }

  @Override
  public void merge(List<Column> states, Selection rows, int[] groups) {
    Column counts = states.get(1);
    int[] present =
        IntStream.range(0, rows.count()).filter(i -> !counts.isNull(rows.row(i))).toArray();
    int[] presentRows = IntStream.of(present).map(rows::row).toArray();
    int[] presentGroups = IntStream.of(present).map(i -> groups[i]).toArray();
    update(states, new Selection(presentRows, present.length), presentGroups);
  }

  @Override
  public List<Column> state(int from, int to) {
    Column present =
        StateColumn.of(
            places, from, to, StateColumn.INT64, group -> places.get(group) == 0, allocator);
    return List.of(result(from, to), present);
  }

  @Override
  public Column result(int from, int to) {
    int[] rows = IntStream.range(from, to).map(group -> (int) places.get(group) - 1).toArray();
    return Gather.rowsOrNull(values.view().getFirst(), rows, allocator);
  }

  @Override
  public void close() {
    values.close();
    places.close();
  }
}
