package dev.wadi.connectors.format;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;

/// Writes rows as JSON objects: of a whole batch, or of a struct column.
final class JsonFieldsWriter {
  private final SerializedString[] names;
  private final JsonCell[] cells;

  JsonFieldsWriter(List<Field> fields, List<FieldVector> vectors, JsonOptions options) {
    this.names =
        fields.stream()
            .map(field -> new SerializedString(field.getName()))
            .toArray(SerializedString[]::new);
    this.cells =
        IntStream.range(0, vectors.size())
            .mapToObj(i -> JsonCell.of(fields.get(i), vectors.get(i), options))
            .toArray(JsonCell[]::new);
  }

  void write(JsonGenerator json, int row) throws IOException {
    json.writeStartObject();
    for (int i = 0; i < cells.length; i++) {
      json.writeFieldName(names[i]);
      cells[i].write(json, row);
    }
    json.writeEndObject();
  }
}
