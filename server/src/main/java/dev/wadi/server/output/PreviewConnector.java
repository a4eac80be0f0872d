package dev.wadi.server.output;

import dev.wadi.engine.plan.Pipeline;
import dev.wadi.engine.plan.Plan;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.Internal;
import dev.wadi.sdk.connector.Sink;
import dev.wadi.sdk.connector.TableDefinition;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Where a bare SELECT writes. Which receiver gets the rows is an option of the table that only
/// {@link #attach} sets, since a plan is data and cannot hold the receiver itself.
public final class PreviewConnector implements CanWrite, Internal {
  public static final String NAME = "preview";

  private static final String RECEIVER = "receiver";

  private final ConcurrentMap<String, BatchReceiver> receivers = new ConcurrentHashMap<>();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Shows the rows to whoever listens to the pipeline's output.";
  }

  @Override
  public List<Option> options() {
    return List.of();
  }

  /// Directs what a pipeline previews to a receiver, until {@link #detach}.
  ///
  /// @param id unique among the running jobs
  public Pipeline attach(Pipeline pipeline, String id, BatchReceiver receiver) {
    receivers.put(id, receiver);
    return new Pipeline(pipeline.sinks().stream().map(sink -> directed(sink, id)).toList());
  }

  /// Rows of that job that still arrive are dropped.
  public void detach(String id) {
    receivers.remove(id);
  }

  private static Plan.Write directed(Plan.Write sink, String id) {
    TableDefinition table = sink.table();
    if (!table.connector().equals(NAME)) {
      return sink;
    }
    return new Plan.Write(
        sink.input(),
        new TableDefinition(table.name(), NAME, table.schema(), Map.of(RECEIVER, id)),
        sink.changelog());
  }

  @Override
  public Sink sink(TableDefinition table) {
    return new PreviewSink(table);
  }

  private final class PreviewSink implements Sink {
    private final TableDefinition table;

    private PreviewSink(TableDefinition table) {
      this.table = table;
    }

    @Override
    public int maxParallelism() {
      return 1;
    }

    // A receiver holds the job back when its readers are slow.
    @Override
    public boolean blocking() {
      return true;
    }

    @Override
    public boolean acceptsChangelog() {
      return true;
    }

    @Override
    public BatchWriter open(WriteContext context) {
      String id = table.options().getOrDefault(RECEIVER, "");
      return new PreviewWriter(table, context.changelog(), () -> receivers.get(id));
    }
  }
}
