package dev.wadi.connectors.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.wadi.connectors.column.BadValue;
import dev.wadi.connectors.column.ColumnBuilder;
import dev.wadi.connectors.column.ListBuilder;
import dev.wadi.connectors.column.MapBuilder;
import dev.wadi.connectors.column.ScalarBuilder;
import dev.wadi.connectors.column.StructBuilder;
import java.io.IOException;

/// Writes the text of a field into a column.
@FunctionalInterface
interface CsvField {
  void set(int row, char[] characters, int offset, int length);

  static CsvField of(ColumnBuilder column) {
    return switch (column) {
      case ScalarBuilder scalar -> scalar::setText;
      case ListBuilder list -> json(list);
      case MapBuilder map -> json(map);
      case StructBuilder struct -> json(struct);
    };
  }

  private static CsvField json(ColumnBuilder column) {
    JsonValueReader value = JsonValueReader.of(column, JsonOptions.DEFAULT);
    return (row, characters, offset, length) -> {
      try (JsonParser json = JsonLines.FACTORY.createParser(characters, offset, length)) {
        JsonToken token = json.nextToken();
        if (token == null) {
          throw notJson(column);
        }
        value.read(json, token, row);
        if (json.nextToken() != null) {
          throw notJson(column);
        }
      } catch (IOException e) {
        throw notJson(column);
      }
    };
  }

  private static BadValue notJson(ColumnBuilder column) {
    return new BadValue("column '%s' expects JSON text".formatted(column.name()));
  }
}
