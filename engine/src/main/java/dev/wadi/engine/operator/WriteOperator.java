package dev.wadi.engine.operator;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.Sink;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;

/// Hands rows to a sink; the end of a chain. A batch with a NULL in a NOT NULL column is refused as
/// a whole, since sinks rely on what the table declares.
public final class WriteOperator implements Operator {
  private final TableDefinition table;
  private final int[] required;
  private final BatchWriter writer;

  /// @param changelog whether batches have a last column of change kinds
  public WriteOperator(TableDefinition table, boolean changelog, OperatorContext context) {
    List<Field> fields = table.schema().getFields();
    this.table = table;
    this.required =
        IntStream.range(0, fields.size()).filter(i -> !fields.get(i).isNullable()).toArray();
    this.writer =
        context
            .connector(table.connector(), CanWrite.class)
            .sink(table)
            .open(
                new Sink.WriteContext(
                    context.subtask(), context.parallelism(), context.jobId(), changelog));
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    try (batch) {
      refuseNulls(batch);
      writer.write(batch);
    }
  }

  private void refuseNulls(Batch batch) {
    for (int i : required) {
      Column column = batch.column(i);
      // The cheap question first: rows that do not count may hold nulls.
      if (column.hasNulls() && anyNull(batch, column)) {
        String name = table.schema().getFields().get(i).getName();
        throw new WadiException(
                ErrorCode.NULL_VIOLATION,
                "column '%s' of table '%s' is NOT NULL, but a row has NULL for it"
                    .formatted(name, table.name()))
            .withHint("leave such rows out with WHERE ... IS NOT NULL, or use coalesce");
      }
    }
  }

  private static boolean anyNull(Batch batch, Column column) {
    for (int i = 0; i < batch.rowCount(); i++) {
      if (column.isNull(batch.row(i))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean watermark(long micros, Output output) {
    if (micros == END_OF_INPUT) {
      writer.finish();
    }
    return true;
  }

  @Override
  public void flush(Output output) {
    writer.flush();
  }

  @Override
  public void close() {
    writer.close();
  }
}
