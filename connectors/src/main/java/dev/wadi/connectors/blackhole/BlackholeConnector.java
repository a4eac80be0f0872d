package dev.wadi.connectors.blackhole;

import dev.wadi.connectors.option.Direction;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.Sink;
import dev.wadi.sdk.connector.TableDefinition;
import java.util.List;

/// `blackhole`: takes all rows and keeps none.
public final class BlackholeConnector implements CanWrite {
  private static final List<Option> OPTIONS = List.of(Direction.OPTION);

  @Override
  public String name() {
    return "blackhole";
  }

  @Override
  public String description() {
    return "Takes all rows and keeps none";
  }

  @Override
  public List<Option> options() {
    return OPTIONS;
  }

  @Override
  public Sink sink(TableDefinition table) {
    Direction.SINK.check(Options.of(table, OPTIONS));
    return new Nowhere();
  }

  private record Nowhere() implements Sink, BatchWriter {
    @Override
    public int maxParallelism() {
      return Integer.MAX_VALUE;
    }

    @Override
    public boolean blocking() {
      return false;
    }

    @Override
    public boolean acceptsChangelog() {
      return true;
    }

    @Override
    public BatchWriter open(WriteContext context) {
      return this;
    }

    @Override
    public void write(Batch batch) {}

    @Override
    public void flush() {}

    @Override
    public void finish() {}

    @Override
    public void close() {}
  }
}
