package dev.wadi.connectors.avro;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/// Writes rows as messages; one thread at a time.
public final class DatumWriter {
  private final Datums datums;
  private final Schema schema;
  private final List<Field> columns;
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private BinaryEncoder out;

  /// @param schema what {@link TableSchema} makes of the columns
  public DatumWriter(Datums datums, Schema schema, List<Field> columns) {
    this.datums = datums;
    this.schema = schema;
    this.columns = List.copyOf(columns);
  }

  /// A message for each row of a batch that counts.
  ///
  /// @throws dev.wadi.sdk.error.WadiException if the schema is to be registered, and cannot be
  public List<byte[]> messages(Batch batch) {
    if (batch.rowCount() == 0) {
      return List.of();
    }
    byte[] header = datums.header(schema);
    ValueWriter row =
        ValueWriter.fields(columns, batch.columns().stream().map(Column::vector).toList());
    List<byte[]> messages = new ArrayList<>();
    for (int i = 0; i < batch.rowCount(); i++) {
      messages.add(message(header, row, batch.row(i)));
    }
    return messages;
  }

  private byte[] message(byte[] header, ValueWriter writer, int row) {
    try {
      message.reset();
      message.write(header);
      out = EncoderFactory.get().binaryEncoder(message, out);
      writer.write(out, row);
      out.flush();
      return message.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot fail to be written", e);
    }
  }
}
