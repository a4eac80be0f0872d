package dev.wadi.connectors.stdout;

import dev.wadi.connectors.format.DebeziumRows;
import dev.wadi.connectors.format.JsonOptions;
import dev.wadi.connectors.format.JsonRows;
import dev.wadi.connectors.option.Direction;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.Sink;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Supplier;
import org.apache.arrow.vector.types.pojo.Schema;

/// `stdout`: prints rows as JSON lines, or their changes in Debezium's envelopes.
public final class StdoutConnector implements CanWrite {
  private static final List<Option> OPTIONS =
      List.of(Direction.OPTION, Option.optional("format", "'json' (default) or 'debezium_json'"));

  private final Supplier<OutputStream> out;

  private enum Format {
    JSON,
    DEBEZIUM_JSON
  }

  public StdoutConnector() {
    this(() -> System.out);
  }

  /// @param out where to print; asked when a job starts, never closed
  public StdoutConnector(Supplier<OutputStream> out) {
    this.out = out;
  }

  @Override
  public String name() {
    return "stdout";
  }

  @Override
  public String description() {
    return "Prints rows as JSON lines";
  }

  @Override
  public List<Option> options() {
    return OPTIONS;
  }

  @Override
  public Sink sink(TableDefinition table) {
    Options options = Options.of(table, OPTIONS);
    Direction.SINK.check(options);
    Format format = options.choice("format", Format.class).orElse(Format.JSON);
    return new Terminal(table, format, out);
  }

  private record Terminal(TableDefinition table, Format format, Supplier<OutputStream> out)
      implements Sink {
    @Override
    public int maxParallelism() {
      return 1;
    }

    @Override
    public boolean blocking() {
      return true;
    }

    @Override
    public boolean acceptsChangelog() {
      return format == Format.DEBEZIUM_JSON;
    }

    @Override
    public BatchWriter open(WriteContext context) {
      return new Printer(rows(), new BufferedOutputStream(out.get(), 1 << 16));
    }

    private Rows rows() {
      return switch (format) {
        case JSON -> new PlainRows(table.schema());
        case DEBEZIUM_JSON ->
            new ChangedRows(
                new DebeziumRows(table.schema(), table.primaryKey(), JsonOptions.DEBEZIUM));
      };
    }
  }

  private interface Rows {
    void write(Batch batch, OutputStream out) throws IOException;

    // Writes what is held back.
    void flush(OutputStream out) throws IOException;
  }

  private record PlainRows(Schema schema) implements Rows {
    @Override
    public void write(Batch batch, OutputStream out) throws IOException {
      JsonRows.write(schema, batch, out);
    }

    @Override
    public void flush(OutputStream out) {}
  }

  private record ChangedRows(DebeziumRows rows) implements Rows {
    @Override
    public void write(Batch batch, OutputStream out) throws IOException {
      rows.write(batch, out);
    }

    @Override
    public void flush(OutputStream out) throws IOException {
      rows.flush(out);
    }
  }

  private record Printer(Rows rows, BufferedOutputStream out) implements BatchWriter {
    @Override
    public void write(Batch batch) {
      try {
        rows.write(batch, out);
      } catch (IOException e) {
        throw failed(e);
      }
    }

    @Override
    public void flush() {
      try {
        rows.flush(out);
        out.flush();
      } catch (IOException e) {
        throw failed(e);
      }
    }

    @Override
    public void finish() {
      flush();
    }

    /// Prints what is left: what was computed before a failure helps to find it.
    @Override
    public void close() {
      flush();
    }

    private static WadiException failed(IOException e) {
      return new WadiException(
          ErrorCode.FILE_UNWRITABLE, "cannot write to standard output: " + e.getMessage(), e);
    }
  }
}
