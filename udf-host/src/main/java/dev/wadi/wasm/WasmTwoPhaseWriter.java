package dev.wadi.wasm;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.TwoPhaseWriter;
import java.util.List;

/// Writes to a plugin's sink of two phases, in an instance of its own.
final class WasmTwoPhaseWriter implements TwoPhaseWriter {
  private final ConnectorInstance<SinkCalls> instance;
  private final MemoryScope memory;

  /// @param memory that the instance needs; closed with this
  WasmTwoPhaseWriter(ConnectorInstance<SinkCalls> instance, MemoryScope memory) {
    this.instance = instance;
    this.memory = memory;
  }

  @Override
  public void write(Batch batch) {
    WasmBatchWriter.write(instance, batch);
  }

  @Override
  public List<String> prepare(long epoch) {
    return instance.get(calls -> calls.prepare(epoch));
  }

  @Override
  public void commit(List<String> committables) {
    if (!committables.isEmpty()) {
      instance.run(calls -> calls.commit(committables));
    }
  }

  @Override
  public void close() {
    instance.close(SinkCalls::close);
    memory.close();
  }
}
