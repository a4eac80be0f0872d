package dev.wadi.sdk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.Sink.WriteContext;
import dev.wadi.sdk.connector.TwoPhaseSink;
import dev.wadi.sdk.connector.TwoPhaseSink.Recovery;
import dev.wadi.sdk.connector.TwoPhaseWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// A life with crashes of a sink that writes in two phases: rows are numbers, written in order; a
/// run that begins anew goes on behind the last checkpoint that was published. Whatever happens,
/// what is visible are the numbers up to a checkpoint, each once.
public final class TwoPhaseContract implements AutoCloseable {
  /// The table's only column.
  public static final Schema SCHEMA =
      new Schema(List.of(Field.notNullable("n", new ArrowType.Int(64, true))));

  private static final String OWNER = "pl_test-0";

  private final MemoryScope memory = MemoryScope.unlimited();
  private final Random random;
  private final Table table;
  private final int parallelism;
  private final List<TwoPhaseWriter> writers = new ArrayList<>();
  private List<List<String>> pending = new ArrayList<>();
  private List<String> published = List.of();
  private long publishedRows;
  private long nextRow;
  private long epoch;
  private int run;

  /// What is tested.
  public interface Table {
    TwoPhaseSink sink();

    /// The numbers that a reader finds, in any order.
    List<Long> visible();
  }

  public TwoPhaseContract(Table table, int parallelism, long seed) {
    this.table = table;
    this.parallelism = parallelism;
    this.random = new Random(seed);
  }

  /// Runs through some hundred random events.
  public void live(int events) {
    restart();
    for (int i = 0; i < events; i++) {
      switch (random.nextInt(8)) {
        case 0 -> checkpoint();
        case 1 -> checkpointThatIsNotPublished();
        case 2 -> restart();
        case 3 -> crashBetweenPublishingAndCommit();
        default -> write();
      }
    }
    checkpoint();
    assertThat(nextRow).isPositive();
  }

  private void write() {
    int rows = random.nextInt(20);
    try (Batch batch = numbers(nextRow, rows, memory.allocator())) {
      writers.get(random.nextInt(parallelism)).write(batch);
    }
    nextRow += rows;
  }

  private static Batch numbers(long from, int count, BufferAllocator allocator) {
    var numbers = new BigIntVector("n", allocator);
    numbers.allocateNew(Math.max(1, count));
    for (int i = 0; i < count; i++) {
      numbers.set(i, from + i);
    }
    numbers.setValueCount(count);
    return Batch.of(List.of(Column.of(numbers)), count);
  }

  private void prepare() {
    epoch++;
    for (int i = 0; i < parallelism; i++) {
      pending.get(i).addAll(writers.get(i).prepare(epoch));
    }
  }

  private void publish() {
    published = pending.stream().flatMap(List::stream).toList();
    publishedRows = nextRow;
  }

  private void checkpoint() {
    prepare();
    publish();
    for (int i = 0; i < parallelism; i++) {
      writers.get(i).commit(List.copyOf(pending.get(i)));
      pending.get(i).clear();
    }
    expectAllUpTo(publishedRows);
  }

  private void checkpointThatIsNotPublished() {
    prepare();
  }

  private void crashBetweenPublishingAndCommit() {
    prepare();
    publish();
    restart();
  }

  private void restart() {
    close(writers);
    run++;
    nextRow = publishedRows;
    var recovery = new Recovery(OWNER, published);
    TwoPhaseSink sink = table.sink();
    sink.recover(recovery);
    // Who dies while recovering does it once more.
    sink.recover(recovery);
    pending = new ArrayList<>();
    for (int i = 0; i < parallelism; i++) {
      pending.add(new ArrayList<>());
      var context = new WriteContext(i, parallelism, "run" + run, false);
      writers.add(sink.openTwoPhase(context, recovery));
    }
    expectAllUpTo(publishedRows);
  }

  private void expectAllUpTo(long rows) {
    assertThat(table.visible().stream().sorted().toList())
        .as("run %d, epoch %d", run, epoch)
        .isEqualTo(LongStream.range(0, rows).boxed().toList());
  }

  private static void close(List<TwoPhaseWriter> writers) {
    writers.forEach(TwoPhaseWriter::close);
    writers.clear();
  }

  @Override
  public void close() {
    close(writers);
    assertThat(memory.free()).isZero();
  }
}
