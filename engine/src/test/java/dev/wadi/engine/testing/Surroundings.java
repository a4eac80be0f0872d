package dev.wadi.engine.testing;

import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.engine.operator.PartitionTable;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.function.FunctionProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.arrow.vector.types.pojo.Schema;

/// What a single operator or task under test needs: memory, a clock turned by hand, and a place for
/// its results.
public final class Surroundings implements AutoCloseable {
  public static final long LINGER_MILLIS = 10;

  private final MemoryScope memory = MemoryScope.unlimited();
  private final List<String> emitted = new ArrayList<>();
  private final LongAdder lateRows = new LongAdder();
  private final Script script = new Script();
  private volatile boolean givenUp;
  private long nanos = Long.MAX_VALUE - TimeUnit.MILLISECONDS.toNanos(LINGER_MILLIS);

  /// The only subtask of a stage.
  public OperatorContext context(int batchRows) {
    return context(batchRows, 0, 1);
  }

  public OperatorContext context(int batchRows, int subtask, int parallelism) {
    FunctionProvider none =
        signature -> {
          throw new IllegalStateException("no function " + signature.name());
        };
    return context(none, batchRows, subtask, parallelism);
  }

  public OperatorContext context(
      FunctionProvider functions, int batchRows, int subtask, int parallelism) {
    return new OperatorContext(
        memory.allocator(),
        functions,
        BatchText::shown,
        Map.of(ScriptedConnector.NAME, new ScriptedConnector(script)),
        PartitionTable.roundRobin(271, parallelism),
        subtask,
        parallelism,
        batchRows,
        LINGER_MILLIS,
        () -> nanos,
        "job",
        lateRows,
        new LongAdder(),
        Map.of(),
        () -> givenUp);
  }

  public Batch batch(Schema schema, String... lines) {
    return BatchParser.parse(schema, List.of(lines), memory.allocator());
  }

  /// Turns the clock. It starts just before its overflow, which `System.nanoTime` may reach, too.
  public void pass(long millis) {
    nanos += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /// As if the job were cancelled.
  public void giveUp() {
    givenUp = true;
  }

  /// Takes over what an operator emits.
  public Operator.Output output() {
    return batch -> {
      try (batch) {
        emitted.addAll(BatchText.lines(batch));
      }
    };
  }

  /// What was emitted since the last call.
  public List<String> emitted() {
    List<String> rows = List.copyOf(emitted);
    emitted.clear();
    return rows;
  }

  /// Writes an operator's state and lets others read it.
  public void move(Operator from, Operator... to) {
    from.snapshot(batch -> {
      StateBytes state = StateBytes.of(batch, memory.allocator());
      for (Operator operator : to) {
        state.restore(operator, memory.allocator());
      }
    });
  }

  /// What scripted tables hold.
  public Script script() {
    return script;
  }

  public MemoryScope memory() {
    return memory;
  }

  public long lateRows() {
    return lateRows.sum();
  }

  /// @throws IllegalStateException if memory was left behind
  @Override
  public void close() {
    long orphans = memory.free();
    if (orphans > 0) {
      throw new IllegalStateException(orphans + " bytes without an owner");
    }
  }
}
