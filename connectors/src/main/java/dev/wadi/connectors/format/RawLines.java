package dev.wadi.connectors.format;

import dev.wadi.connectors.column.BatchBuilder;
import dev.wadi.connectors.column.ColumnBuilder;
import dev.wadi.connectors.column.ScalarBuilder;
import java.io.IOException;

/// Lines as they are, each into the only column, or just counted if that is not read.
record RawLines(Lines lines) implements RowSource {
  @Override
  public boolean read(BatchBuilder builder) throws IOException {
    if (!lines.next()) {
      return false;
    }
    for (ColumnBuilder column : builder.columns()) {
      ((ScalarBuilder) column)
          .setBytes(builder.row(), lines.buffer(), lines.start(), lines.length());
    }
    return true;
  }

  @Override
  public long line() {
    return lines.number();
  }

  @Override
  public String position() {
    return lines.position();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
