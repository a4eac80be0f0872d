package dev.wadi.connectors.avro;

import dev.wadi.connectors.column.BadValue;
import dev.wadi.connectors.column.ColumnBuilder;
import dev.wadi.connectors.column.TextBuilder;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/// Reads messages into columns of one kind; one thread at a time.
public final class DatumReader {
  private final Datums datums;
  private final AvroInput in = new AvroInput();
  // As many as there are schemas among the messages; by identity, for they are large to compare.
  private final Map<Schema, FieldsReader> fields = new IdentityHashMap<>();

  public DatumReader(Datums datums) {
    this.datums = datums;
  }

  /// Writes the fields of a record into the columns of their names.
  ///
  /// @param columns each time of the same names and types
  /// @throws BadValue if the message is malformed, or a field does not fit its column
  /// @throws dev.wadi.sdk.error.WadiException if its schema cannot be asked for
  public void read(byte[] message, List<ColumnBuilder> columns, int row) {
    in.reset(message);
    Schema schema = datums.schema(in);
    if (schema.getType() != Schema.Type.RECORD) {
      throw new BadValue(
          "the message is Avro's %s, expected a record".formatted(schema.getType().getName()));
    }
    fields.computeIfAbsent(schema, _ -> FieldsReader.of(schema, columns)).read(in, columns, row);
    in.end();
  }

  /// Writes a datum of any schema as JSON.
  ///
  /// @throws BadValue if the message is malformed
  /// @throws dev.wadi.sdk.error.WadiException if its schema cannot be asked for
  public void readJson(byte[] message, TextBuilder column, int row) {
    in.reset(message);
    byte[] json = DatumJson.of(datums.schema(in), in);
    in.end();
    column.setBytes(row, json, 0, json.length);
  }

  /// Looks at a datum of any schema without keeping anything of it.
  ///
  /// @throws BadValue if the message is malformed
  /// @throws dev.wadi.sdk.error.WadiException if its schema cannot be asked for
  public void skip(byte[] message) {
    in.reset(message);
    SkippedValue.skip(datums.schema(in), in);
    in.end();
  }
}
