package dev.wadi.connectors.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.wadi.connectors.column.BadValue;
import dev.wadi.connectors.column.BatchBuilder;
import dev.wadi.connectors.column.ColumnBuilder;
import java.io.IOException;
import java.util.List;

/// JSON objects, one per line. Empty lines are skipped.
final class JsonLines implements RowSource {
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private final Lines lines;
  private final JsonOptions options;
  private List<ColumnBuilder> columns = List.of();
  private JsonFieldsReader row;

  JsonLines(Lines lines, JsonOptions options) {
    this.lines = lines;
    this.options = options;
  }

  @Override
  public boolean read(BatchBuilder builder) throws IOException {
    do {
      if (!lines.next()) {
        return false;
      }
    } while (blank());
    if (row == null || builder.columns() != columns) {
      columns = builder.columns();
      row = new JsonFieldsReader(columns, options);
    }
    try (JsonParser json = FACTORY.createParser(lines.buffer(), lines.start(), lines.length())) {
      readObject(json, builder.row());
    } catch (JsonProcessingException e) {
      throw new BadValue("not a JSON object: " + e.getOriginalMessage());
    }
    return true;
  }

  private void readObject(JsonParser json, int rowNumber) throws IOException {
    JsonToken first = json.nextToken();
    if (first != JsonToken.START_OBJECT) {
      throw new BadValue("expected a JSON object, found " + first);
    }
    row.read(json, rowNumber);
    JsonToken further = json.nextToken();
    if (further != null) {
      throw new BadValue("expected one JSON object, found another value behind it");
    }
  }

  private boolean blank() {
    byte[] bytes = lines.buffer();
    int end = lines.start() + lines.length();
    for (int i = lines.start(); i < end; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t') {
        return false;
      }
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
