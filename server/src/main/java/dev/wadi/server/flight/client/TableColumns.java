package dev.wadi.server.flight.client;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Field;

/// A table that a server keeps.
///
/// @param columns their names
public record TableColumns(String table, List<String> columns) {
  private static final int NAME = 2;
  private static final int SCHEMA = 4;

  /// @param batch of an answer to CommandGetTables, with schemas
  static List<TableColumns> of(Batch batch) {
    var names = (VarCharVector) batch.column(NAME).vector();
    var schemas = (VarBinaryVector) batch.column(SCHEMA).vector();
    List<TableColumns> tables = new ArrayList<>();
    for (int row = 0; row < batch.rowCount(); row++) {
      tables.add(new TableColumns(names.getObject(row).toString(), columns(schemas.get(row))));
    }
    return tables;
  }

  private static List<String> columns(byte[] schema) {
    try {
      var bytes = new ReadChannel(Channels.newChannel(new ByteArrayInputStream(schema)));
      return MessageSerializer.deserializeSchema(bytes).getFields().stream()
          .map(Field::getName)
          .toList();
    } catch (IOException e) {
      throw new WadiException(ErrorCode.SERVER_UNREACHABLE, "a schema cannot be read", e);
    }
  }
}
