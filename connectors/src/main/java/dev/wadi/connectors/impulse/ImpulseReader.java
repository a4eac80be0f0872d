package dev.wadi.connectors.impulse;

import dev.wadi.connectors.generator.FullColumn;
import dev.wadi.connectors.generator.Pace;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.SplitReader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Makes the rows of one subtask.
final class ImpulseReader implements SplitReader {
  private final List<Field> columns;
  private final ReadContext context;
  private final long subtask;
  private final long rowCount;
  private final Pace pace;
  private final EventTime time;
  private long counter;

  ImpulseReader(
      Schema schema,
      ReadContext context,
      long subtask,
      long start,
      long rowCount,
      Pace pace,
      EventTime time) {
    this.columns = context.columns().stream().map(schema.getFields()::get).toList();
    this.context = context;
    this.subtask = subtask;
    this.counter = start;
    this.rowCount = rowCount;
    this.pace = pace;
    this.time = time;
  }

  @Override
  public Poll poll() {
    if (counter >= rowCount) {
      return Poll.END;
    }
    int limit = (int) Math.min(context.batchRows(), rowCount - counter);
    int rows = pace.due(counter, limit);
    if (rows == 0) {
      return Poll.NOTHING;
    }
    List<Column> made = columns.stream().map(column -> make(column, rows)).toList();
    counter += rows;
    return new Poll.Rows(Batch.of(made, rows));
  }

  private Column make(Field column, int rows) {
    BaseFixedWidthVector vector = FullColumn.fixedWidth(column, context.allocator(), rows);
    MemorySegment data = Column.segment(vector.getDataBuffer());
    switch (column.getName()) {
      case ImpulseConnector.COUNTER -> fillCounter(data, rows);
      case ImpulseConnector.SUBTASK_INDEX -> fillSubtask(data, rows);
      case ImpulseConnector.TIMESTAMP -> fillTimestamp(data, rows, nanosPerUnit(column));
      default -> throw new IllegalStateException("no such column: " + column);
    }
    return Column.of(vector);
  }

  private void fillCounter(MemorySegment data, int rows) {
    for (int row = 0; row < rows; row++) {
      data.setAtIndex(ValueLayout.JAVA_LONG, row, counter + row);
    }
  }

  private void fillSubtask(MemorySegment data, int rows) {
    for (int row = 0; row < rows; row++) {
      data.setAtIndex(ValueLayout.JAVA_LONG, row, subtask);
    }
  }

  private void fillTimestamp(MemorySegment data, int rows, long nanosPerUnit) {
    long first = time.first(counter);
    for (int row = 0; row < rows; row++) {
      data.setAtIndex(ValueLayout.JAVA_LONG, row, (first + row * time.step()) / nanosPerUnit);
    }
  }

  private static long nanosPerUnit(Field column) {
    TimeUnit unit = ((ArrowType.Timestamp) column.getType()).getUnit();
    return unit == TimeUnit.NANOSECOND ? 1 : 1_000;
  }

  @Override
  public String position() {
    return Long.toString(counter);
  }

  @Override
  public void close() {}
}
