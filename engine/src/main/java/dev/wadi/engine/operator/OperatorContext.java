package dev.wadi.engine.operator;

import dev.wadi.engine.evaluation.DroppedRows;
import dev.wadi.engine.evaluation.EvaluationContext;
import dev.wadi.engine.evaluation.ExpressionCompiler;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Selection;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.connector.TwoPhaseSink.Recovery;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionProvider;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.arrow.memory.BufferAllocator;

/// What an operator knows of its surroundings.
///
/// @param allocator of the execution's memory scope
/// @param functions where functions that are not built in come from
/// @param rowText how rows are shown
/// @param connectors by id
/// @param partitions which keys this subtask owns
/// @param subtask this subtask's number, from 0
/// @param parallelism how many subtasks the stage has
/// @param batchRows how many rows a batch should have at most
/// @param lingerMillis how long rows may be held back to make larger batches
/// @param nanoClock as `System::nanoTime`, or a clock that a test turns by hand
/// @param jobId unique to this run
/// @param lateRows counts rows that came after their window was emitted
/// @param badRows counts rows that were left out because a function rejected them
/// @param recoveries from what the sinks go on that write in two phases, by their number in the
///   pipeline; none in a run without checkpoints
/// @param givenUp whether the job has been cancelled or has failed: to be asked by those who wait
public record OperatorContext(
    BufferAllocator allocator,
    FunctionProvider functions,
    RowText rowText,
    Map<String, Connector> connectors,
    PartitionTable partitions,
    int subtask,
    int parallelism,
    int batchRows,
    long lingerMillis,
    LongSupplier nanoClock,
    String jobId,
    LongAdder lateRows,
    LongAdder badRows,
    Map<Integer, Recovery> recoveries,
    BooleanSupplier givenUp) {
  public OperatorContext {
    recoveries = Map.copyOf(recoveries);
  }

  public ExpressionCompiler expressions() {
    return new ExpressionCompiler(new EvaluationContext(allocator, functions));
  }

  /// Of expressions that may leave rows out.
  public ExpressionCompiler expressions(DroppedRows dropped) {
    return new ExpressionCompiler(
        new EvaluationContext(allocator, functions, Optional.of(dropped)));
  }

  /// A connector as a reader or a writer.
  ///
  /// @throws WadiException if this member does not have it
  public <C extends Connector> C connector(String id, Class<C> ability) {
    Connector connector = connectors.get(id);
    if (!ability.isInstance(connector)) {
      throw new WadiException(
          ErrorCode.UNKNOWN_CONNECTOR,
          "connector '%s' is not available here or not a %s"
              .formatted(id, ability.getSimpleName()));
    }
    return ability.cast(connector);
  }

  /// Whether this subtask owns the keys with this hash.
  public boolean owns(long hash) {
    return partitions.subtaskOf(partitions.partitionOf(hash)) == subtask;
  }

  /// The rows of a batch whose keys this subtask owns.
  ///
  /// @param hashes of the rows that count, in their order
  public Selection owned(Batch batch, long[] hashes) {
    int[] rows = new int[batch.rowCount()];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      if (owns(hashes[i])) {
        rows[count++] = batch.row(i);
      }
    }
    return new Selection(rows, count);
  }
}
