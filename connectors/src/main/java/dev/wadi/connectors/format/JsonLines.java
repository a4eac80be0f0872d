package dev.wadi.connectors.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.wadi.connectors.column.BatchBuilder;
import java.io.IOException;

/// JSON objects, one per line. Empty lines are skipped.
final class JsonLines implements RowSource {
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private final Lines lines;
  private final JsonObjects objects;

  JsonLines(Lines lines, JsonOptions options) {
    this.lines = lines;
    this.objects = new JsonObjects(options);
  }

  @Override
  public boolean read(BatchBuilder builder) throws IOException {
    do {
      if (!lines.next()) {
        return false;
      }
    } while (lines.blank());
    objects.read(lines.buffer(), lines.start(), lines.length(), builder);
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
