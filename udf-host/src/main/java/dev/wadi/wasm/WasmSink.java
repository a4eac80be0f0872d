package dev.wadi.wasm;

import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.Sink;
import dev.wadi.wasm.PluginDescription.Value;
import java.util.ArrayList;
import java.util.List;

/// A table of a plugin's sink.
final class WasmSink implements Sink {
  private static final Value CHANGE = Value.of(ChangeKind.FIELD).orElseThrow();

  private final PluginModule module;
  private final SinkDescription sink;
  private final String table;
  private final String options;
  private final List<Value> columns;

  /// @param table its name
  /// @param options as JSON, checked
  /// @param columns of the table
  WasmSink(
      PluginModule module,
      SinkDescription sink,
      String table,
      String options,
      List<Value> columns) {
    this.module = module;
    this.sink = sink;
    this.table = table;
    this.options = options;
    this.columns = List.copyOf(columns);
  }

  @Override
  public int maxParallelism() {
    return sink.maxParallelism();
  }

  // How long a guest takes is not for the host to know.
  @Override
  public boolean blocking() {
    return true;
  }

  @Override
  public boolean acceptsChangelog() {
    return sink.changelog();
  }

  @Override
  public BatchWriter open(WriteContext context) {
    MemoryScope memory = MemoryScope.unlimited();
    try {
      return new WasmBatchWriter(
          instance(context, context.jobId(), memory), sink.twoPhase(), memory);
    } catch (RuntimeException | Error e) {
      memory.close();
      throw e;
    }
  }

  /// A new instance.
  ///
  /// @param owner whose output it is, in all runs of a pipeline
  /// @param memory for what is not rows
  ConnectorInstance<SinkCalls> instance(WriteContext context, String owner, MemoryScope memory) {
    List<Value> written = new ArrayList<>(columns);
    if (context.changelog()) {
      written.add(CHANGE);
    }
    return new ConnectorInstance<>(
        module,
        sink.name(),
        "table '%s', writer %d".formatted(table, context.subtask()),
        (guest, user) ->
            SinkCalls.open(
                guest, user, sink.export(), options, context, owner, memory.allocator(), written));
  }
}
