package dev.wadi.server.output;

import dev.wadi.connectors.format.JsonRows;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.connector.TableDefinition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/// Turns batches into JSON rows for a receiver.
public record JsonBatches(RowReceiver receiver) implements BatchReceiver {
  @Override
  public void batch(TableDefinition table, boolean changelog, Batch batch) {
    var lines = new Lines();
    try {
      JsonRows.write(table.schema(), batch, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (int i = 0; i < batch.rowCount(); i++) {
      receiver.row(table.name(), changelog ? ChangeKind.of(batch, i) : null, lines.next());
    }
    receiver.flush();
  }

  // To be cut at the line feeds: JSON text itself has none.
  private static final class Lines extends ByteArrayOutputStream {
    private int start;

    private byte[] next() {
      int end = start;
      while (buf[end] != '\n') {
        end++;
      }
      byte[] line = Arrays.copyOfRange(buf, start, end);
      start = end + 1;
      return line;
    }
  }
}
