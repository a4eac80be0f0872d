package dev.wadi.server.output;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.connector.TableDefinition;

/// Takes what a job's bare SELECTs produce, as it is. Called from the job's own threads, one at a
/// time for each SELECT, which may block here to slow the job down.
@FunctionalInterface
public interface BatchReceiver {
  /// Takes no notice.
  BatchReceiver NOBODY = (table, changelog, batch) -> {};

  /// @param table what was written to: tells the SELECTs of a script apart
  /// @param changelog whether the batch has one more column at its end, {@link
  ///   dev.wadi.sdk.batch.ChangeKind#FIELD}
  /// @param batch borrowed
  /// @throws dev.wadi.sdk.error.WadiException if nobody can see the rows any more
  void batch(TableDefinition table, boolean changelog, Batch batch);
}
