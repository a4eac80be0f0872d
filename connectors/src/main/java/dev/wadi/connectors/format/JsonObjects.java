package dev.wadi.connectors.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.wadi.connectors.column.BadValue;
import dev.wadi.connectors.column.BatchBuilder;
import dev.wadi.connectors.column.ColumnBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// Reads JSON objects, one at a time, as rows: each field into the column of its name.
public final class JsonObjects {
  private final JsonOptions options;
  private List<ColumnBuilder> columns = List.of();
  private JsonFieldsReader row;

  public JsonObjects(JsonOptions options) {
    this.options = options;
  }

  /// Writes an object into the builder's open row, without ending the row.
  ///
  /// @throws BadValue if the bytes are something else, or a field does not fit
  public void read(byte[] bytes, int start, int length, BatchBuilder builder) {
    read(bytes, start, length, builder.columns(), builder.row());
  }

  /// Writes an object into some columns.
  ///
  /// @param rowColumns the same list for all rows of a batch
  /// @throws BadValue if the bytes are something else, or a field does not fit
  void read(byte[] bytes, int start, int length, List<ColumnBuilder> rowColumns, int rowNumber) {
    if (row == null || rowColumns != columns) {
      columns = rowColumns;
      row = new JsonFieldsReader(columns, options);
    }
    try (JsonParser json = JsonLines.FACTORY.createParser(bytes, start, length)) {
      readObject(json, rowNumber);
    } catch (JsonProcessingException e) {
      throw new BadValue("not a JSON object: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be read", e);
    }
  }

  private void readObject(JsonParser json, int rowNumber) throws IOException {
    JsonToken first = json.nextToken();
    if (first != JsonToken.START_OBJECT) {
      throw new BadValue("expected a JSON object, found " + first);
    }
    if (options.schema()) {
      readPayload(json, rowNumber);
    } else {
      row.read(json, rowNumber);
    }
    JsonToken further = json.nextToken();
    if (further != null) {
      throw new BadValue("expected one JSON object, found another value behind it");
    }
  }

  // The other fields of the object around it mean nothing here.
  private void readPayload(JsonParser json, int rowNumber) throws IOException {
    boolean found = false;
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      JsonToken value = json.nextToken();
      if (name.equals("payload") && value == JsonToken.START_OBJECT && !found) {
        row.read(json, rowNumber);
        found = true;
      } else {
        json.skipChildren();
      }
    }
    if (!found) {
      throw new BadValue("expected a 'schema' and an object as 'payload', found no 'payload'");
    }
  }
}
