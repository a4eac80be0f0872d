package dev.wadi.connectors.format;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.format.Encoder;
import dev.wadi.sdk.format.FormatSignature;
import dev.wadi.sdk.function.Rejection;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.types.pojo.Field;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Rows as records of a plugin's format, for one writer.
public final class EncodedRows implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EncodedRows.class);

  private final String table;
  private final PluginFormat format;
  private final BadData badData;
  private final Encoder encoder;
  private long dropped;

  /// A row that the format cannot say fails the job.
  public EncodedRows(String table, PluginFormat format) {
    this(table, format, BadData.FAIL);
  }

  EncodedRows(String table, PluginFormat format, BadData badData) {
    this.table = table;
    this.format = format;
    this.badData = badData;
    this.encoder = format.encoder();
  }

  /// A record for each row of a batch that counts and is not left out.
  public List<byte[]> records(Batch batch) {
    if (batch.rowCount() == 0) {
      return List.of();
    }
    List<FieldVector> all =
        batch.columns().stream()
            .limit(format.schema().getFields().size())
            .map(Column::vector)
            .toList();
    if (batch.selection() == null) {
      return records(all, batch.rowCount());
    }
    int[] rows = IntStream.range(0, batch.rowCount()).map(batch::row).toArray();
    List<FieldVector> copies = all.stream().map(vector -> CopiedRows.of(vector, rows)).toList();
    try {
      return records(copies, rows.length);
    } finally {
      copies.forEach(FieldVector::close);
    }
  }

  private List<byte[]> records(List<FieldVector> columns, int rows) {
    try (var data = new VarBinaryVector("data", columns.getFirst().getAllocator())) {
      BitSet rejected = new BitSet();
      for (Rejection rejection : encoder.encode(columns, rows, data)) {
        reject(rejection, columns);
        rejected.set(rejection.row());
      }
      List<byte[]> records = new ArrayList<>();
      for (int row = 0; row < rows; row++) {
        if (!rejected.get(row)) {
          records.add(checked(data.get(row)));
        }
      }
      return records;
    }
  }

  private void reject(Rejection rejection, List<FieldVector> columns) {
    List<String> names = format.schema().getFields().stream().map(Field::getName).toList();
    String message =
        "table '%s': format '%s' cannot write the row (%s): %s"
            .formatted(
                table, format.format().name(), rejection.shown(names, columns), rejection.reason());
    if (badData == BadData.FAIL) {
      throw new WadiException(ErrorCode.BAD_DATA, message)
          .withHint("leave such rows out: in SQL, or of files with bad_data = 'drop'");
    }
    if (dropped++ == 0) {
      LOG.warn("{}; the row is dropped", message);
    }
  }

  private byte[] checked(byte[] record) {
    if (format.format().framing() == FormatSignature.Framing.LINES && !isLine(record)) {
      throw new WadiException(
              ErrorCode.PLUGIN_BAD_RESULT,
              "format '%s' of plugin '%s' made a record that is more than a line"
                  .formatted(format.format().name(), format.format().plugin().name()))
          .withHint("report it to the plugin's author");
    }
    return record;
  }

  // A reader takes a carriage return at the end for a part of the line's end.
  private static boolean isLine(byte[] record) {
    for (byte character : record) {
      if (character == '\n') {
        return false;
      }
    }
    return record.length == 0 || record[record.length - 1] != '\r';
  }

  @Override
  public void close() {
    if (dropped > 1) {
      LOG.warn("table '{}': {} rows dropped", table, dropped);
    }
    encoder.close();
  }
}
