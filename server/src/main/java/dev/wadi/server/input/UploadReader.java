package dev.wadi.server.input;

import dev.wadi.engine.batch.BatchBuilder;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.SplitReader;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Schema;

/// Reads an upload: the columns that the query needs, in batches of the size that it wants, copied,
/// so that nothing of the layout is the client's.
final class UploadReader implements SplitReader {
  private final UploadedRows rows;
  private final ReadContext context;
  // What came last, and how many of its rows have been read.
  private Batch current;
  private int read;

  UploadReader(UploadedRows rows, ReadContext context) {
    this.rows = rows;
    this.context = context;
  }

  @Override
  public Poll poll() {
    if (current == null) {
      Optional<Batch> next = rows.next(context.allocator());
      if (next.isEmpty()) {
        return Poll.END;
      }
      current = next.get();
      read = 0;
    }
    int end = Math.min(current.rowCount(), read + context.batchRows());
    Poll result = end == read ? Poll.NOTHING : new Poll.Rows(copy(read, end));
    read = end;
    if (read == current.rowCount()) {
      close();
    }
    return result;
  }

  private Batch copy(int from, int to) {
    List<Column> columns = context.columns().stream().map(current::column).toList();
    var schema = new Schema(columns.stream().map(Column::field).toList());
    columns.forEach(Column::retain);
    try (Batch needed = Batch.of(columns, current.rowCount());
        var builder = new BatchBuilder(schema, context.allocator(), to - from)) {
      builder.append(needed, Selection.range(from, to));
      return builder.build();
    }
  }

  // An upload cannot be read again.
  @Override
  public String position() {
    return "";
  }

  @Override
  public void close() {
    if (current != null) {
      current.close();
      current = null;
    }
  }
}
