package dev.wadi.server.flight;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.server.control.protocol.Wadi.QueryProgress;
import java.util.function.Consumer;
import org.apache.arrow.vector.types.pojo.Schema;

/// A result that has still to be made.
interface Rows {
  Schema columns();

  /// Makes it, once.
  ///
  /// @param receiver gets its batches, borrowed and dense, one at a time; it may block
  void run(Consumer<Batch> receiver);

  /// How far it has come.
  default QueryProgress progress() {
    return QueryProgress.getDefaultInstance();
  }

  /// Ends it early, or keeps it from being made. The receiver must not block any more.
  void cancel();
}
