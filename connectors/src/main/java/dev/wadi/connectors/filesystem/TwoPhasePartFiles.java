package dev.wadi.connectors.filesystem;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.connector.Sink.WriteContext;
import dev.wadi.sdk.connector.TwoPhaseSink.Recovery;
import dev.wadi.sdk.connector.TwoPhaseWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// Writes the rows of one subtask into numbered files, which become visible with checkpoints: each
/// checkpoint ends the files that are being written. A committable is the path of a file in the
/// table's directory.
final class TwoPhasePartFiles implements TwoPhaseWriter {
  private final PartFilesSink sink;
  private final Recovery recovery;
  private final PartFiles parts;
  private final List<String> prepared = new ArrayList<>();

  TwoPhasePartFiles(
      PartFilesSink sink, WriteContext context, Recovery recovery, LongSupplier nanoClock) {
    this.sink = sink;
    this.recovery = recovery;
    this.parts = new PartFiles(sink, context, recovery.owner(), nanoClock, this::prepare);
  }

  private void prepare(InProgressFile part) {
    part.prepare();
    prepared.add(sink.directory().relativize(part.target()).toString());
  }

  @Override
  public void write(Batch batch) {
    parts.write(batch);
  }

  @Override
  public List<String> prepare(long epoch) {
    parts.finish();
    List<String> names = List.copyOf(prepared);
    prepared.clear();
    return names;
  }

  @Override
  public void commit(List<String> committables) {
    sink.publish(recovery.owner(), committables);
  }

  @Override
  public void close() {
    parts.close();
  }
}
