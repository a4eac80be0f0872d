package dev.wadi.connectors.format;

import dev.wadi.connectors.column.BatchBuilder;
import java.io.IOException;

/// Debezium's envelopes, one per line. Empty lines and tombstones (`null`) are skipped.
final class DebeziumLines implements RowSource {
  private final Lines lines;
  private final DebeziumImages images;

  DebeziumLines(Lines lines, JsonOptions options) {
    this.lines = lines;
    this.images = new DebeziumImages(options);
  }

  @Override
  public boolean read(BatchBuilder builder) throws IOException {
    while (lines.next()) {
      if (images.read(lines.buffer(), lines.start(), lines.length(), builder)) {
        return true;
      }
    }
    return false;
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
