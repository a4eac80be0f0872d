package dev.wadi.wasm;

import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.TwoPhaseSink;
import dev.wadi.sdk.connector.TwoPhaseWriter;

/// A table of a plugin's sink of two phases.
final class WasmTwoPhaseSink implements TwoPhaseSink {
  private final WasmSink sink;

  WasmTwoPhaseSink(WasmSink sink) {
    this.sink = sink;
  }

  @Override
  public int maxParallelism() {
    return sink.maxParallelism();
  }

  @Override
  public boolean blocking() {
    return sink.blocking();
  }

  @Override
  public boolean acceptsChangelog() {
    return sink.acceptsChangelog();
  }

  @Override
  public BatchWriter open(WriteContext context) {
    return sink.open(context);
  }

  @Override
  public void recover(Recovery recovery) {
    // Not a writer: it is opened, recovers, and is closed.
    var context = new WriteContext(0, 1, recovery.owner(), false);
    try (MemoryScope memory = MemoryScope.unlimited();
        var instance = sink.instance(context, recovery.owner(), memory)) {
      instance.run(calls -> calls.recover(recovery.committables()));
      instance.close(SinkCalls::close);
    }
  }

  @Override
  public TwoPhaseWriter openTwoPhase(WriteContext context, Recovery recovery) {
    MemoryScope memory = MemoryScope.unlimited();
    try {
      return new WasmTwoPhaseWriter(sink.instance(context, recovery.owner(), memory), memory);
    } catch (RuntimeException | Error e) {
      memory.close();
      throw e;
    }
  }
}
