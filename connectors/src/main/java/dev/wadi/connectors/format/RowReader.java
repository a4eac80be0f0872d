package dev.wadi.connectors.format;

import dev.wadi.connectors.column.BadValue;
import dev.wadi.connectors.column.BatchBuilder;
import dev.wadi.connectors.file.FileErrors;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.SplitReader;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.apache.arrow.vector.types.pojo.Field;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads a file record by record into batches, and knows what to do with a malformed record.
final class RowReader implements SplitReader {
  private static final Logger LOG = LoggerFactory.getLogger(RowReader.class);

  private final Path file;
  private final RowSource source;
  private final BadData badData;
  private final BatchBuilder builder;
  private final LongAdder badRows;
  private long dropped;
  private boolean ended;

  /// @param columns those that are read
  RowReader(
      Path file, RowSource source, List<Field> columns, ReadContext context, BadData badData) {
    this.file = file;
    this.source = source;
    this.badData = badData;
    this.builder = new BatchBuilder(columns, context.allocator(), context.batchRows());
    this.badRows = context.badRows();
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
      switch (badData) {
        case FAIL -> throw malformed(e);
        case DROP -> drop(e);
      }
    } catch (IOException e) {
      throw FileErrors.unreadable(file, e);
    }
  }

  private void drop(BadValue e) {
    builder.discardRow();
    badRows.increment();
    if (dropped++ == 0) {
      LOG.warn("{}, line {}: row dropped: {}", file, source.line(), e.getMessage());
    }
  }

  private WadiException malformed(BadValue e) {
    return new WadiException(
            ErrorCode.BAD_DATA, "%s, line %d: %s".formatted(file, source.line(), e.getMessage()))
        .withHint("correct the file, or leave such rows out with bad_data = 'drop'");
  }

  @Override
  public String position() {
    return source.position();
  }

  @Override
  public void close() {
    builder.close();
    if (dropped > 1) {
      LOG.warn("{}: {} malformed rows dropped", file, dropped);
    }
    try {
      source.close();
    } catch (IOException e) {
      throw FileErrors.unreadable(file, e);
    }
  }
}
