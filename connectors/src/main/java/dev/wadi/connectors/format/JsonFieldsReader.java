package dev.wadi.connectors.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.wadi.connectors.column.ColumnBuilder;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the fields of a JSON object into the columns of the same names: a row, or a struct. Fields
/// without a column are skipped; columns without a field stay null.
final class JsonFieldsReader {
  private final String[] names;
  private final JsonValueReader[] readers;
  private final Map<String, Integer> indexes = new HashMap<>();

  JsonFieldsReader(List<ColumnBuilder> columns, JsonOptions options) {
    this.names = columns.stream().map(ColumnBuilder::name).toArray(String[]::new);
    this.readers =
        columns.stream()
            .map(column -> JsonValueReader.of(column, options))
            .toArray(JsonValueReader[]::new);
    for (int i = 0; i < names.length; i++) {
      indexes.put(names[i], i);
    }
  }

  /// Reads from behind the opening brace to the closing one.
  void read(JsonParser json, int row) throws IOException {
    int expected = 0;
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      int column = find(name, expected);
      JsonToken token = json.nextToken();
      if (column < 0) {
        json.skipChildren();
      } else {
        readers[column].read(json, token, row);
        expected = column + 1;
      }
    }
  }

  // Rows mostly have their fields in the same order.
  private int find(String name, int expected) {
    if (expected < names.length && names[expected].equals(name)) {
      return expected;
    }
    return indexes.getOrDefault(name, -1);
  }
}
