package dev.wadi.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.batch.Selection;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.Sink;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.SplitReader;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.connector.TwoPhaseSink;
import dev.wadi.sdk.connector.TwoPhaseWriter;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.wasm.HostileModule.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The modules of `src/test/resources/hostile/connectors`: each source and sink fails as its head
/// says and in no other way, before the deadline; no memory is left.
class HostileConnectorsTest {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final int ROWS_MAX = 8;
  private static final Schema COLUMNS =
      new Schema(
          List.of(
              Field.notNullable("x", new ArrowType.Int(64, true)),
              Field.notNullable("t", ArrowType.Utf8.INSTANCE)));

  private Step step;

  @TestFactory
  Stream<DynamicTest> everyModuleIsContained() throws IOException {
    return HostileModule.connectors().stream()
        .map(module ->
            dynamicTest(
                module.name(),
                () -> assertTimeoutPreemptively(DEADLINE, () -> assertContained(module))));
  }

  private void assertContained(HostileModule module) {
    Optional<WadiException> failure = failure(module);
    assertThat(failure.map(_ -> step)).as(String.valueOf(failure)).isEqualTo(module.step());
    failure.ifPresent(error -> {
      assertThat(error.code()).as(error.describe()).isEqualTo(module.code());
      assertThat(error).hasMessageContaining(module.message());
      assertThat(error.getMessage()).hasSizeLessThan(4_000);
    });
    assertThat(LinearMemory.bytesReservedOfProcess()).isZero();
    assertThat(MemoryScope.bytesInUseOfProcess()).isZero();
  }

  private Optional<WadiException> failure(HostileModule module) {
    step = Step.UPLOAD;
    try (MemoryScope memory = MemoryScope.unlimited()) {
      var connector =
          new PluginRegistry(module.limits()).add(module.assemble()).connectors().getFirst();
      step = Step.OPEN;
      var table = new TableDefinition("t", connector.id(), COLUMNS, Map.of());
      switch (connector) {
        case CanRead source -> read(source.source(table), memory);
        case CanWrite sink -> write(sink.sink(table), memory);
        default -> throw new IllegalStateException("neither source nor sink");
      }
      return Optional.empty();
    } catch (WadiException e) {
      return Optional.of(e);
    }
  }

  private void read(Source source, MemoryScope memory) {
    for (Source.Split split : source.splits(2)) {
      var context = new ReadContext(memory.allocator(), List.of(0, 1), ROWS_MAX, 10);
      try (SplitReader reader = source.open(split, context)) {
        step = Step.CALL;
        for (int poll = 0; poll < 3; poll++) {
          if (reader.poll() instanceof SplitReader.Poll.Rows(Batch batch, _)) {
            assertThat(((BigIntVector) batch.column(0).vector()).get(2)).isEqualTo(12);
            assertThat(batch.column(1).vector().getObject(0)).hasToString("a");
            batch.close();
          }
          assertThat(reader.position()).isEqualTo("a");
        }
      }
      step = Step.OPEN;
    }
  }

  private void write(Sink sink, MemoryScope memory) {
    var context = new Sink.WriteContext(1, 2, "job", sink.acceptsChangelog());
    if (sink instanceof TwoPhaseSink twoPhase) {
      writeInTwoPhases(twoPhase, context, memory);
    }
    try (BatchWriter writer = sink.open(context)) {
      step = Step.CALL;
      for (int i = 0; i < 2; i++) {
        try (Batch all = rows(memory, context.changelog());
            Batch some = all.select(new Selection(new int[] {0, 2}, 2));
            Batch none = all.select(new Selection(new int[] {}, 0))) {
          writer.write(all);
          writer.write(some);
          writer.write(none);
        }
        writer.flush();
      }
      writer.finish();
    }
  }

  private void writeInTwoPhases(TwoPhaseSink sink, Sink.WriteContext context, MemoryScope memory) {
    var recovery = new TwoPhaseSink.Recovery("owner", List.of("a", "b"));
    sink.recover(recovery);
    try (TwoPhaseWriter writer = sink.openTwoPhase(context, recovery)) {
      step = Step.CALL;
      for (int epoch = 1; epoch < 3; epoch++) {
        try (Batch rows = rows(memory, context.changelog())) {
          writer.write(rows);
        }
        writer.commit(writer.prepare(epoch));
      }
    }
    step = Step.OPEN;
  }

  private static Batch rows(MemoryScope memory, boolean changelog) {
    var numbers = new BigIntVector("x", memory.allocator());
    var texts = new VarCharVector("t", memory.allocator());
    var changes = new TinyIntVector(ChangeKind.FIELD, memory.allocator());
    for (int row = 0; row < 3; row++) {
      numbers.setSafe(row, row);
      texts.setSafe(row, new byte[] {'a'});
      changes.setSafe(row, ChangeKind.INSERT.code());
    }
    numbers.setValueCount(3);
    texts.setValueCount(3);
    changes.setValueCount(3);
    List<Column> columns = List.of(Column.of(numbers), Column.of(texts), Column.of(changes));
    if (!changelog) {
      columns.getLast().release();
      columns = columns.subList(0, 2);
    }
    return Batch.of(columns, 3);
  }
}
