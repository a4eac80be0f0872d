package dev.wadi.planner;

import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.connector.HasSchema;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.Sink;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.SplitReader;
import dev.wadi.sdk.connector.TableDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Connectors that only say what they would do.
final class FakeConnectors {
  static final List<Connector> ALL =
      List.of(new File(), new Stream(), new Ticks(), new Blackhole());

  private FakeConnectors() {}

  /// A bounded table with the option `path`; reads and writes.
  record File() implements CanRead, CanWrite {
    @Override
    public String name() {
      return "file";
    }

    @Override
    public String description() {
      return "A bounded table.";
    }

    @Override
    public List<Option> options() {
      return List.of(Option.required("path", "where it is"), Option.optional("every", "how often"));
    }

    @Override
    public Source source(TableDefinition table) {
      Options.of(table, options());
      return new NeverOpened(true);
    }

    @Override
    public Sink sink(TableDefinition table) {
      Options.of(table, options());
      return new NeverWritten();
    }
  }

  /// A table that never ends.
  record Stream() implements CanRead {
    @Override
    public String name() {
      return "stream";
    }

    @Override
    public String description() {
      return "A table that never ends.";
    }

    @Override
    public List<Option> options() {
      return List.of();
    }

    @Override
    public Source source(TableDefinition table) {
      Options.of(table, options());
      return new NeverOpened(false);
    }
  }

  /// A stream with columns of its own.
  record Ticks() implements CanRead, HasSchema {
    @Override
    public String name() {
      return "ticks";
    }

    @Override
    public String description() {
      return "A counter.";
    }

    @Override
    public List<Option> options() {
      return List.of(Option.optional("rate", "rows per second"));
    }

    @Override
    public Optional<Schema> schema(Map<String, String> options) {
      return Optional.of(
          new Schema(
              List.of(
                  Field.notNullable("counter", new ArrowType.Int(64, false)),
                  Field.notNullable("subtask", new ArrowType.Int(32, false)))));
    }

    @Override
    public Source source(TableDefinition table) {
      Options.of(table, options()).positive("rate");
      return new NeverOpened(false);
    }
  }

  /// Only writes, anything.
  record Blackhole() implements CanWrite {
    @Override
    public String name() {
      return "blackhole";
    }

    @Override
    public String description() {
      return "Forgets what is written.";
    }

    @Override
    public List<Option> options() {
      return List.of();
    }

    @Override
    public Sink sink(TableDefinition table) {
      Options.of(table, options());
      return new NeverWritten();
    }
  }

  private record NeverOpened(boolean bounded) implements Source {
    @Override
    public boolean blocking() {
      return false;
    }

    @Override
    public List<Split> splits(int parallelism) {
      throw new AssertionError("planning does not read");
    }

    @Override
    public SplitReader open(Split split, ReadContext context) {
      throw new AssertionError("planning does not read");
    }
  }

  private record NeverWritten() implements Sink {
    @Override
    public int maxParallelism() {
      return 1;
    }

    @Override
    public boolean blocking() {
      return false;
    }

    @Override
    public BatchWriter open(WriteContext context) {
      throw new AssertionError("planning does not write");
    }
  }
}
