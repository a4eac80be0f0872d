package dev.wadi.connectors.stdout;

import dev.wadi.connectors.format.DebeziumRows;
import dev.wadi.connectors.format.EncodedRows;
import dev.wadi.connectors.format.Formats;
import dev.wadi.connectors.format.Formats.Choice;
import dev.wadi.connectors.format.JsonOptions;
import dev.wadi.connectors.format.JsonRows;
import dev.wadi.connectors.format.PluginFormat;
import dev.wadi.connectors.option.Direction;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.OptionValues;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.Sink;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.connector.UsesPlugins;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.format.FormatProvider;
import dev.wadi.sdk.format.FormatSignature;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.arrow.vector.types.pojo.Schema;

/// `stdout`: prints rows as JSON lines, their changes in Debezium's envelopes, or what a plugin
/// makes of them.
public final class StdoutConnector implements CanWrite, UsesPlugins {
  private static final List<Option> OPTIONS =
      List.of(
          Direction.OPTION,
          Option.optional("format", "'json' (default), 'debezium_json' or " + Formats.PLUGINS)
              .taking(OptionValues.oneOf(Format.class).orOthers().otherwise("json")));

  private final Formats formats;
  private final Supplier<OutputStream> out;

  private enum Format {
    JSON,
    DEBEZIUM_JSON
  }

  public StdoutConnector(FormatProvider plugins) {
    this(plugins, () -> System.out);
  }

  /// Without formats of plugins.
  public StdoutConnector(Supplier<OutputStream> out) {
    this(FormatProvider.NONE, out);
  }

  /// @param out where to print; asked when a job starts, never closed
  public StdoutConnector(FormatProvider plugins, Supplier<OutputStream> out) {
    this.formats = new Formats(plugins);
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
    Options options = formats.options(table, OPTIONS);
    Direction.SINK.check(options);
    return switch (formats.choice(options, Format.JSON)) {
      case Choice.BuiltIn(Format format) ->
          switch (format) {
            case JSON -> new Terminal(false, () -> new PlainRows(table.schema()), out);
            case DEBEZIUM_JSON -> new Terminal(true, () -> changes(table), out);
          };
      case Choice.OfPlugin(FormatSignature chosen) -> {
        PluginFormat format = formats.ofLines(chosen, table, options, Direction.SINK);
        yield new Terminal(false, () -> new Records(new EncodedRows(table.name(), format)), out);
      }
    };
  }

  private static Rows changes(TableDefinition table) {
    return new ChangedRows(
        new DebeziumRows(table.schema(), table.primaryKey(), JsonOptions.DEBEZIUM));
  }

  @Override
  public List<Option> options(Map<String, String> written) {
    return formats.options(written, OPTIONS);
  }

  @Override
  public TableDefinition pinned(TableDefinition table) {
    return formats.pinned(table);
  }

  private record Terminal(boolean changelog, Supplier<Rows> rows, Supplier<OutputStream> out)
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
      return changelog;
    }

    @Override
    public BatchWriter open(WriteContext context) {
      return new Printer(rows.get(), new BufferedOutputStream(out.get(), 1 << 16));
    }
  }

  private interface Rows {
    void write(Batch batch, OutputStream out) throws IOException;

    // Writes what is held back, if anything.
    default void flush(OutputStream out) throws IOException {}

    default void close() {}
  }

  private record PlainRows(Schema schema) implements Rows {
    @Override
    public void write(Batch batch, OutputStream out) throws IOException {
      JsonRows.write(schema, batch, out);
    }
  }

  private record Records(EncodedRows rows) implements Rows {
    @Override
    public void write(Batch batch, OutputStream out) throws IOException {
      for (byte[] record : rows.records(batch)) {
        out.write(record);
        out.write('\n');
      }
    }

    @Override
    public void close() {
      rows.close();
    }
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
      try {
        flush();
      } finally {
        rows.close();
      }
    }

    private static WadiException failed(IOException e) {
      return new WadiException(
          ErrorCode.FILE_UNWRITABLE, "cannot write to standard output: " + e.getMessage(), e);
    }
  }
}
