package dev.wadi.wasm;

import dev.wadi.sdk.connector.SplitReader;

/// Reads a split of a plugin's source, in an instance of its own.
final class WasmSplitReader implements SplitReader {
  private final ConnectorInstance<SourceCalls> instance;
  private final int batchRows;
  private final int waitMillis;

  WasmSplitReader(ConnectorInstance<SourceCalls> instance, int batchRows, long waitMillis) {
    this.instance = instance;
    this.batchRows = batchRows;
    this.waitMillis = (int) Math.min(waitMillis, Integer.MAX_VALUE);
  }

  @Override
  public Poll poll() {
    return instance.get(calls -> calls.poll(batchRows, waitMillis));
  }

  @Override
  public String position() {
    return instance.get(SourceCalls::position);
  }

  @Override
  public void close() {
    instance.close(SourceCalls::close);
  }
}
