package dev.wadi.connectors.format;

import dev.wadi.connectors.avro.DatumReader;
import dev.wadi.connectors.avro.DatumWriter;
import dev.wadi.connectors.avro.Datums;
import dev.wadi.connectors.column.TextBuilder;
import org.apache.arrow.vector.types.pojo.Schema;

/// Each message is a datum of Avro. A missing field is null, an unknown one is ignored.
///
/// @param unstructured whether a datum, whatever it is, is the JSON of the only column
/// @param written by what rows are written; null if they are not
record AvroMessages(
    Schema schema, Datums datums, boolean unstructured, org.apache.avro.Schema written)
    implements MessageFormat {
  @Override
  public MessageReader reader() {
    var datum = new DatumReader(datums);
    return unstructured
        ? (message, rows) -> {
          // There may be no column, when only the number of rows matters.
          if (rows.columns().isEmpty()) {
            datum.skip(message);
          } else {
            datum.readJson(message, (TextBuilder) rows.columns().getFirst(), rows.row());
          }
          rows.end();
        }
        : (message, rows) -> {
          datum.read(message, rows.columns(), rows.row());
          rows.end();
        };
  }

  @Override
  public MessageWriter writer() {
    return new DatumWriter(datums, written, schema.getFields())::messages;
  }
}
