package dev.wadi.server.output;

import dev.wadi.connectors.format.JsonRows;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.TableDefinition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.Supplier;

/// Turns batches into JSON rows for a receiver, which may be gone.
final class PreviewWriter implements BatchWriter {
  private final TableDefinition table;
  private final Supplier<RowReceiver> receiver;
  private final RowBytes rows = new RowBytes();

  PreviewWriter(TableDefinition table, Supplier<RowReceiver> receiver) {
    this.table = table;
    this.receiver = receiver;
  }

  @Override
  public void write(Batch batch) {
    RowReceiver to = receiver.get();
    if (to == null) {
      return;
    }
    try {
      JsonRows.write(table.schema(), batch, rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    rows.drainTo(to);
    to.flush();
  }

  @Override
  public void flush() {
    // Nothing is held back between batches.
  }

  @Override
  public void finish() {}

  @Override
  public void close() {}

  // Lines of JSON, to be cut at the line feeds: JSON text itself has none.
  private final class RowBytes extends ByteArrayOutputStream {
    private void drainTo(RowReceiver to) {
      int start = 0;
      for (int i = 0; i < count; i++) {
        if (buf[i] == '\n') {
          to.row(table.name(), Arrays.copyOfRange(buf, start, i));
          start = i + 1;
        }
      }
      reset();
    }
  }
}
