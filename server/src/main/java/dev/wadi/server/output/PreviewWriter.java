package dev.wadi.server.output;

import dev.wadi.connectors.format.JsonRows;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.TableDefinition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.function.Supplier;

/// Turns batches into JSON rows for a receiver, which may be gone.
final class PreviewWriter implements BatchWriter {
  private final TableDefinition table;
  private final boolean changelog;
  private final Supplier<RowReceiver> receiver;
  private final RowBytes rows = new RowBytes();

  PreviewWriter(TableDefinition table, boolean changelog, Supplier<RowReceiver> receiver) {
    this.table = table;
    this.changelog = changelog;
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
    rows.drainTo(to, batch);
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

  // Of the i-th row that counts.
  private ChangeKind change(Batch batch, int i) {
    return changelog
        ? ChangeKind.ofCode(
            batch.columns().getLast().data().get(ValueLayout.JAVA_BYTE, batch.row(i)))
        : null;
  }

  // Lines of JSON, to be cut at the line feeds: JSON text itself has none.
  private final class RowBytes extends ByteArrayOutputStream {
    private void drainTo(RowReceiver to, Batch batch) {
      int start = 0;
      int line = 0;
      for (int i = 0; i < count; i++) {
        if (buf[i] == '\n') {
          to.row(table.name(), change(batch, line++), Arrays.copyOfRange(buf, start, i));
          start = i + 1;
        }
      }
      reset();
    }
  }
}
