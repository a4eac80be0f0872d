package dev.wadi.connectors.format;

import dev.wadi.connectors.column.BatchBuilder;
import dev.wadi.connectors.column.ColumnBuilder;
import dev.wadi.connectors.column.ScalarBuilder;
import java.io.IOException;

/// Lines as they are, each into the only column, or just counted if that is not read.
///
/// @param skipsBlanks whether blank lines are no rows
record RawLines(Lines lines, boolean skipsBlanks) implements RowSource {
  @Override
  public boolean read(BatchBuilder builder) throws IOException {
    do {
      if (!lines.next()) {
        return false;
      }
    } while (skipsBlanks && lines.blank());
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
  public byte[] record() {
    return lines.line();
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
