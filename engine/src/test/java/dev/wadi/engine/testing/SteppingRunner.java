package dev.wadi.engine.testing;

import dev.wadi.engine.operator.RowText;
import dev.wadi.engine.plan.Pipeline;
import dev.wadi.engine.plan.PlanCodec;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.connector.TwoPhaseSink;
import dev.wadi.sdk.connector.TwoPhaseSink.Recovery;
import dev.wadi.sdk.function.FunctionProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Runs a pipeline without Jet: on the caller's thread, one message at a time, with a clock that
/// only turns when nothing else happens (and now and then, by a seed, between two messages). The
/// order in which tasks and queues take their turns is random by the same seed.
///
/// When all is drained the run can be replaced by another one that starts from its snapshot, with
/// another parallelism and other batches; that must not show in the results. Sinks that can do so
/// write in two phases then: what a snapshot has of them is committed by the run that made it, or
/// by the next one.
public final class SteppingRunner implements AutoCloseable {
  private static final long SEED = 42;
  private static final AtomicLong RUNNERS = new AtomicLong();

  private final Pipeline pipeline;
  private final Map<String, Connector> connectors;
  private final FunctionProvider functions;
  private final RowText rowText;
  private final Random random;
  private final boolean durable;
  private final String owner = "stepped-" + RUNNERS.incrementAndGet();
  private long epoch;
  private SteppedRun run;
  private boolean broken;
  private long lateRowsBefore;

  /// Starts a pipeline; nothing moves before {@link #drain()}.
  ///
  /// @param parallelism how many subtasks each stage has at most
  /// @param batchRows how many rows a batch has at most
  public SteppingRunner(
      Pipeline pipeline,
      List<Connector> connectors,
      FunctionProvider functions,
      RowText rowText,
      int parallelism,
      int batchRows) {
    this(pipeline, connectors, functions, rowText, parallelism, batchRows, SEED, false);
  }

  /// @param seed of the order in which things happen
  /// @param durable whether sinks write in two phases
  public SteppingRunner(
      Pipeline pipeline,
      List<Connector> connectors,
      FunctionProvider functions,
      RowText rowText,
      int parallelism,
      int batchRows,
      long seed,
      boolean durable) {
    // Through the codec, as on its way to a member.
    this.pipeline = PlanCodec.read(PlanCodec.write(pipeline));
    this.connectors =
        connectors.stream().collect(Collectors.toMap(Connector::id, Function.identity()));
    this.functions = functions;
    this.rowText = rowText;
    this.random = new Random(seed);
    this.durable = durable;
    this.run = start(parallelism, batchRows, Snapshot.none());
  }

  private SteppedRun start(int parallelism, int batchRows, Snapshot from) {
    Map<Integer, Recovery> recoveries = durable ? recover(from) : Map.of();
    return new SteppedRun(
        pipeline, connectors, functions, rowText, parallelism, batchRows, random, recoveries, from);
  }

  private Map<Integer, Recovery> recover(Snapshot from) {
    Map<Integer, Recovery> recoveries = new HashMap<>();
    for (int i = 0; i < pipeline.sinks().size(); i++) {
      TableDefinition table = pipeline.sinks().get(i).table();
      var connector = (CanWrite) connectors.get(table.connector());
      if (connector.sink(table) instanceof TwoPhaseSink sink) {
        var recovery =
            new Recovery(owner + "-" + i, from.committables().getOrDefault(i, List.of()));
        sink.recover(recovery);
        recoveries.put(i, recovery);
      }
    }
    return recoveries;
  }

  /// Runs until nothing moves any more.
  ///
  /// @throws dev.wadi.sdk.error.WadiException if the pipeline fails; it can only be closed then
  public void drain() {
    guarded(() -> {
      run.drain();
      return null;
    });
  }

  /// Lets time go by; to be called when drained.
  public void pass(long millis) {
    run.pass(millis);
  }

  /// Ends the run with a snapshot and starts another one from it; to be called when drained. Does
  /// nothing while a table for a join is still being read: no snapshot is taken then.
  ///
  /// @return whether it was restarted
  public boolean restart(int parallelism, int batchRows) {
    return guarded(() -> {
      if (!run.canSnapshot()) {
        return false;
      }
      Snapshot snapshot = run.snapshot(++epoch);
      if (random.nextBoolean()) {
        run.commit();
      }
      lateRowsBefore += run.lateRows();
      run.closeWithoutLeak();
      run = start(parallelism, batchRows, snapshot);
      run.drain();
      return true;
    });
  }

  /// Runs to the end of all input.
  ///
  /// @throws IllegalStateException if the input does not end
  public void finish() {
    drain();
    if (!run.ended()) {
      throw new IllegalStateException("not ended: " + run);
    }
    if (durable) {
      guarded(() -> {
        run.snapshot(++epoch);
        run.commit();
        return true;
      });
    }
  }

  private interface Action {
    Boolean run();
  }

  private boolean guarded(Action action) {
    boolean before = broken;
    broken = true;
    Boolean result = action.run();
    broken = before;
    return result != null && result;
  }

  /// Rows dropped so far because their window had been emitted.
  public long lateRows() {
    return lateRowsBefore + run.lateRows();
  }

  /// @throws IllegalStateException if a run that did not fail leaves memory behind
  @Override
  public void close() {
    if (broken || !run.ended()) {
      run.close();
    } else {
      run.closeWithoutLeak();
    }
  }
}
