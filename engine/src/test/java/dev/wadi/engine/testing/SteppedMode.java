package dev.wadi.engine.testing;

import dev.wadi.engine.operator.RowText;
import dev.wadi.engine.plan.Pipeline;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.function.FunctionProvider;
import java.util.List;

/// The ways to run a pipeline step by step; none of them may show in the results.
public enum SteppedMode {
  /// One subtask, one row at a time.
  ROW_BY_ROW(1, new int[] {1}, false),
  /// Snapshot and restore after each feed.
  RESTORED(2, new int[] {1024}, true),
  /// Restored after each feed at another parallelism.
  RESCALED(1, new int[] {7, 1, 1024}, true),
  /// More subtasks than processors, batches of an odd size.
  PARALLEL(3, new int[] {5}, false);

  private static final int PARALLELISM_MAX = 3;
  private static final long SEED = 42;

  private final int parallelism;
  private final int[] batchRows;
  private final boolean restarts;

  SteppedMode(int parallelism, int[] batchRows, boolean restarts) {
    this.parallelism = parallelism;
    this.batchRows = batchRows;
    this.restarts = restarts;
  }

  /// Runs a pipeline to its end, feed after feed.
  ///
  /// @param script what the connectors serve; nothing of it released yet
  /// @return how many rows were late
  public long run(
      Pipeline pipeline,
      List<Connector> connectors,
      FunctionProvider functions,
      RowText rowText,
      Script script) {
    try (var runner =
        new SteppingRunner(
            pipeline, connectors, functions, rowText, parallelism, batchRows[0], SEED, restarts)) {
      runner.drain();
      for (int feed = 1; script.releaseNext(); feed++) {
        runner.drain();
        if (restarts) {
          runner.restart(parallelismAfter(feed), batchRows[feed % batchRows.length]);
        }
      }
      script.releaseAll();
      runner.finish();
      return runner.lateRows();
    }
  }

  private int parallelismAfter(int feed) {
    return this == RESCALED ? 1 + feed % PARALLELISM_MAX : parallelism;
  }
}
