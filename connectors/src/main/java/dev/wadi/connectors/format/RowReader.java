package dev.wadi.connectors.format;

import dev.wadi.connectors.column.BadValue;
import dev.wadi.connectors.column.BatchBuilder;
import dev.wadi.connectors.file.FileErrors;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.SplitReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;

/// Reads a file record by record into batches, and knows what to do with a malformed record.
final class RowReader implements SplitReader {
  private final Path file;
  private final RowSource source;
  private final BatchBuilder builder;
  private final BadRows badRows;
  private boolean ended;

  /// @param columns those that are read
  RowReader(
      Path file, RowSource source, List<Field> columns, ReadContext context, BadData badData) {
    this.file = file;
    this.source = source;
    this.builder = new BatchBuilder(columns, context.allocator(), context.batchRows());
    this.badRows = new BadRows(file, badData, context.badRows());
  }

  @Override
  public Poll poll() {
    while (!ended && !builder.full()) {
      readRow();
    }
    return builder.row() > 0 ? new Poll.Rows(builder.build()) : Poll.END;
  }

  private void readRow() {
    try {
      if (source.read(builder)) {
        builder.endRow();
      } else {
        ended = true;
      }
    } catch (BadValue e) {
      badRows.add(source.line(), e.getMessage());
      builder.discardRow();
    } catch (IOException e) {
      throw FileErrors.unreadable(file, e);
    }
  }

  @Override
  public String position() {
    return source.position();
  }

  @Override
  public void close() {
    builder.close();
    badRows.close();
    try {
      source.close();
    } catch (IOException e) {
      throw FileErrors.unreadable(file, e);
    }
  }
}
