package dev.wadi.wasm;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.BatchWriter;
import java.util.List;
import org.apache.arrow.vector.FieldVector;

/// Writes to a plugin's sink, in an instance of its own. What a sink of two phases writes without
/// checkpoints is one epoch, which ends with the input.
final class WasmBatchWriter implements BatchWriter {
  private static final long ONLY_EPOCH = 1;

  private final ConnectorInstance<SinkCalls> instance;
  private final boolean twoPhase;
  private final MemoryScope memory;

  /// @param memory that the instance needs; closed with this
  WasmBatchWriter(ConnectorInstance<SinkCalls> instance, boolean twoPhase, MemoryScope memory) {
    this.instance = instance;
    this.twoPhase = twoPhase;
    this.memory = memory;
  }

  @Override
  public void write(Batch batch) {
    write(instance, batch);
  }

  /// Writes the rows of a batch that count.
  static void write(ConnectorInstance<SinkCalls> instance, Batch batch) {
    if (batch.rowCount() == 0) {
      return;
    }
    List<FieldVector> vectors = batch.columns().stream().map(Column::vector).toList();
    if (batch.selection() == null) {
      write(instance, vectors, batch.rowCount());
      return;
    }
    List<FieldVector> selected =
        vectors.stream()
            .map(vector -> TakenArguments.copy(vector, batch::row, batch.rowCount()))
            .toList();
    try {
      write(instance, selected, batch.rowCount());
    } finally {
      selected.forEach(FieldVector::close);
    }
  }

  private static void write(
      ConnectorInstance<SinkCalls> instance, List<FieldVector> columns, int rows) {
    instance.run(calls -> calls.write(columns, rows));
  }

  @Override
  public void flush() {
    instance.run(SinkCalls::flush);
  }

  @Override
  public void finish() {
    instance.run(calls -> {
      if (twoPhase) {
        calls.commit(calls.prepare(ONLY_EPOCH));
      } else {
        calls.finish();
      }
    });
  }

  @Override
  public void close() {
    instance.close(SinkCalls::close);
    memory.close();
  }
}
