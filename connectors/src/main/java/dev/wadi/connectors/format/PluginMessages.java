package dev.wadi.connectors.format;

import dev.wadi.connectors.column.BadValue;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.format.Decoder;
import dev.wadi.sdk.function.Rejection;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.types.pojo.Field;

/// Each message is a record of a plugin's format.
///
/// @param table its name
record PluginMessages(String table, PluginFormat format) implements MessageFormat {
  private static final int ROWS_MAX = 8_192;

  @Override
  public MessageReader reader() {
    return new Reader(format.decoder(), format.schema().getFields());
  }

  @Override
  public MessageWriter writer() {
    var rows = new EncodedRows(table, format);
    return new MessageWriter() {
      @Override
      public List<byte[]> values(Batch batch) {
        return rows.records(batch);
      }

      @Override
      public void close() {
        rows.close();
      }
    };
  }

  private record Reader(Decoder decoder, List<Field> fields) implements MessageReader {
    @Override
    public void read(byte[] message, MessageRows rows) {
      BufferAllocator allocator = rows.builder().allocator();
      try (var records = new VarBinaryVector("data", allocator)) {
        records.setSafe(0, message);
        records.setValueCount(1);
        decoder.begin(records);
        boolean more;
        do {
          try (DecodedRows decoded = new DecodedRows(fields, allocator)) {
            more = decoded.fill(decoder, ROWS_MAX);
            for (int row = 0; row < decoded.count(); row++) {
              add(decoded.columns(), row, rows);
            }
          }
        } while (more);
        for (Rejection rejected : decoder.rejected()) {
          throw new BadValue(rejected.reason());
        }
      }
    }

    // Of a message with several rows, those that fit count.
    private void add(List<FieldVector> decoded, int row, MessageRows rows) {
      for (int i = 0; i < fields.size(); i++) {
        if (!fields.get(i).isNullable() && decoded.get(i).isNull(row)) {
          rows.leaveOut(DecodedRows.missing(fields.get(i)));
          return;
        }
      }
      for (var column : rows.columns()) {
        int from = indexOf(column.name());
        column.vector().copyFromSafe(row, rows.row(), decoded.get(from));
      }
      rows.end();
    }

    private int indexOf(String name) {
      for (int i = 0; i < fields.size(); i++) {
        if (fields.get(i).getName().equals(name)) {
          return i;
        }
      }
      throw new IllegalStateException("no column " + name);
    }

    @Override
    public void close() {
      decoder.close();
    }
  }
}
