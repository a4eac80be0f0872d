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
  private final int batchRows;
  private boolean ended;

  /// @param columns those that are read
  RowReader(
      Path file, RowSource source, List<Field> columns, ReadContext context, BadData badData) {
    this.file = file;
    this.source = source;
    this.builder = new BatchBuilder(columns, context.allocator(), context.batchRows());
    this.batchRows = context.batchRows();
    this.badRows = new BadRows(file.toString(), badData, context.leftOut());
  }

  @Override
  public Poll poll() {
    // Whoever is told of malformed records keeps them until the poll ends.
    long droppedMax = badRows.dropped() + batchRows;
    while (!ended && !builder.full() && badRows.dropped() < droppedMax) {
      readRow();
    }
    if (builder.row() > 0) {
      return new Poll.Rows(builder.build());
    }
    return ended ? Poll.END : Poll.NOTHING;
  }

  private void readRow() {
    try {
      if (source.read(builder)) {
        builder.endRow();
      } else {
        ended = true;
      }
    } catch (BadValue e) {
      badRows.add(source.line(), e.getMessage(), source.record());
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
