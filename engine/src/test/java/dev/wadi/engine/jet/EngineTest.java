package dev.wadi.engine.jet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.plan.AggregateCall.AggregateFunction;
import dev.wadi.engine.plan.Pipeline;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.testing.BatchText;
import dev.wadi.engine.testing.CollectingConnector;
import dev.wadi.engine.testing.EndlessConnector;
import dev.wadi.engine.testing.Plans;
import dev.wadi.engine.testing.Script;
import dev.wadi.engine.testing.ScriptedConnector;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionKind;
import dev.wadi.sdk.function.FunctionSignature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class EngineTest {
  private static final Schema EVENTS = Plans.schema("k TEXT, v BIGINT, ts TIMESTAMP");
  private static final Schema NUMBERS = Plans.schema("n BIGINT");

  private static final Script SCRIPT = new Script();
  private static final CollectingConnector SINK = new CollectingConnector();
  private static Engine engine;
  private static List<String> socketsBefore;

  @BeforeAll
  static void start() {
    socketsBefore = sockets();
    engine = newEngine();
  }

  private static Engine newEngine() {
    return newEngine(EngineSettings.defaults().withThreads(2));
  }

  private static Engine newEngine(EngineSettings settings) {
    return Engine.start(
        new EngineServices(
            List.of(new ScriptedConnector(SCRIPT), SINK, new EndlessConnector()),
            signature -> {
              throw new WadiException(ErrorCode.NOT_FOUND, "no function " + signature.name());
            },
            BatchText::shown),
        settings);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @AfterEach
  void nothingIsLeft() {
    SCRIPT.replace(List.of());
    SINK.clear();
    assertThat(MemoryScope.bytesInUseOfProcess()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 8192", "2, 3", "3, 7", "4, 100"})
  void countsAtAnyParallelismAndBatchSize(int parallelism, int batchRows) {
    int rows = 500;
    SCRIPT.feed("t", IntStream.range(0, rows).mapToObj(EngineTest::event).toArray(String[]::new));
    SCRIPT.releaseAll();
    run(counting("3"), parallelism, batchRows);
    assertThat(SINK.rows()).hasSize(7 * 3).allMatch(row -> row.matches("k\\d, .*"));
    assertThat(total(SINK.rows())).isEqualTo(rows);
    assertThat(SINK.finishedWriters("out")).isEqualTo(parallelism);
  }

  private static String event(int i) {
    return "k%d, %d, 2001-01-01T00:0%d:00".formatted(i % 7, i, i % 3);
  }

  private static long total(List<String> rows) {
    return rows.stream()
        .mapToLong(row -> Long.parseLong(row.substring(row.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static Pipeline counting(String splits) {
    return Plans.collect(
        Plans.aggregate(
            Plans.scan("t", EVENTS, 2, "splits", splits),
            60,
            2,
            List.of(0),
            Plans.call(AggregateFunction.COUNT, "BIGINT")));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void readsATableBeforeTheStreamThatJoinsIt(int parallelism) {
    SCRIPT.feed("t", "a, 1, null", "b, 2, null").feed("names", "1", "1", "3").releaseAll();
    Plan build = Plans.scan("names", NUMBERS, -1, "blocking", "true");
    Plan probe = Plans.scan("t", EVENTS, -1, "splits", "2");
    run(Plans.collect(Plans.join(probe, build, Plan.JoinKind.LEFT, 1, 0)), parallelism, 10);
    assertThat(SINK.rows())
        .containsExactlyInAnyOrder("a, 1, null, 1", "a, 1, null, 1", "b, 2, null, null");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void unitesStreamsAndFixedRows(int parallelism) {
    SCRIPT.feed("a", "1", "2").feed("b", "3").releaseAll();
    var rows = List.of(List.of(Plans.literal("4", "BIGINT")));
    Plan union =
        new Plan.Union(
            List.of(
                Plans.scan("a", NUMBERS, -1),
                Plans.scan("b", NUMBERS, -1, "blocking", "true"),
                new Plan.Values(rows, NUMBERS)));
    var pipeline = new Pipeline(List.of(Plans.write(union, "out"), Plans.write(union, "out2")));
    run(pipeline, parallelism, 10);
    assertThat(SINK.rows("out")).containsExactlyInAnyOrder("1", "2", "3", "4");
    assertThat(SINK.rows("out2")).containsExactlyInAnyOrder("1", "2", "3", "4");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void anAggregateOverNothingHasOneRow(int parallelism) {
    SCRIPT.releaseAll();
    var count = Plans.call(AggregateFunction.COUNT, "BIGINT");
    Plan plan = Plans.aggregate(Plans.scan("t", NUMBERS, -1), 0, -1, List.of(), count);
    run(Plans.collect(plan), parallelism, 10);
    assertThat(SINK.rows()).containsExactly("0");
  }

  @Test
  void cancellingFreesTheMemory() {
    Plan endless = Plans.aggregate(endless(), 0, -1, List.of(0));
    Job job = engine.submit(Plans.collect(endless), JobSettings.defaults("endless"));
    while (job.metrics().getFirst().rowsOut() < 1_000_000 && !job.completion().isDone()) {
      Thread.onSpinWait();
    }
    assertThat(job.offHeapBytes()).isPositive();
    job.cancel();
    assertThat(job.offHeapBytes()).isZero();
    assertThatThrownBy(job::join).isInstanceOf(CancellationException.class);
    job.cancel();
  }

  @Test
  void aJobCanBeCancelledAtAnyMoment() {
    Plan endless = Plans.aggregate(endless(), 0, -1, List.of(0));
    for (int round = 0; round < 20; round++) {
      Job job = engine.submit(Plans.collect(endless), settings(3, 100));
      for (int wait = 0; wait < round * round * 1000; wait++) {
        Thread.onSpinWait();
      }
      job.cancel();
      assertThat(MemoryScope.bytesInUseOfProcess()).as("round %d", round).isZero();
    }
  }

  @Test
  void anEngineCanBeClosedRightAfterItsJobWasCancelled() {
    Plan endless = Plans.aggregate(endless(), 0, -1, List.of(0));
    for (int round = 0; round < 40; round++) {
      try (Engine other = newEngine()) {
        Job job = other.submit(Plans.collect(endless), settings(3, 100));
        for (int wait = 0; wait < round * 2000; wait++) {
          Thread.onSpinWait();
        }
        job.cancel();
      }
      assertThat(MemoryScope.bytesInUseOfProcess()).as("round %d", round).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void aJobThatWaitsForInputCanBeCancelled(String blocking) {
    SCRIPT.feed("t", "1");
    SCRIPT.releaseNext();
    Plan waiting = Plans.scan("t", NUMBERS, -1, "blocking", blocking);
    Job job = engine.submit(Plans.collect(waiting), settings(1, 10));
    while (SINK.rows().isEmpty() && !job.completion().isDone()) {
      Thread.onSpinWait();
    }
    job.cancel();
    assertThat(job.completion()).isCompletedExceptionally();
    assertThat(SINK.finishedWriters("out")).isZero();
  }

  @Test
  void aTaskThatDoesNotStartEndsTheJob() {
    var function =
        new FunctionSignature(
            "missing",
            new FunctionSignature.PluginRef("p", "1.0.0", "00"),
            List.of(),
            NUMBERS.getFields().getFirst(),
            FunctionSignature.NullHandling.STRICT,
            FunctionSignature.Volatility.IMMUTABLE,
            false,
            FunctionKind.SCALAR);
    var call =
        new Expression.FunctionCall(
            function, List.of(), Expression.OnRejection.FAIL, NUMBERS.getFields().getFirst());
    Plan project = new Plan.Project(endless(), List.of(call), NUMBERS);
    Job job = engine.submit(Plans.collect(project), settings(2, 10));
    assertThatThrownBy(job::join)
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    assertThat(job.offHeapBytes()).isZero();
  }

  @Test
  void aFailureComesBackAsItWasAndFreesTheMemory() {
    SCRIPT.feed("t", IntStream.range(0, 99).mapToObj(EngineTest::event).toArray(String[]::new));
    SCRIPT.releaseAll();
    Plan failing = Plans.scan("t", EVENTS, -1, "fail_at", "90");
    Plan union = new Plan.Union(List.of(failing, renamed(endless())));
    Job job = engine.submit(Plans.collect(union), settings(2, 10));
    assertThatThrownBy(job::join)
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_DATA))
        .hasMessage("table 't': row 90 was told to fail");
    assertThat(job.offHeapBytes()).isZero();
  }

  private static Plan renamed(Plan endless) {
    var count = Plans.call(AggregateFunction.COUNT, "BIGINT");
    var maximum = Plans.call(AggregateFunction.MAX, "TIMESTAMP", 1);
    return new Plan.Project(
        Plans.aggregate(endless, 0, -1, List.of(), count, maximum),
        List.of(
            Plans.literal("x", "TEXT"),
            new Expression.InputColumn(0, count.type()),
            new Expression.InputColumn(1, maximum.type())),
        EVENTS);
  }

  @Test
  void aJobThatWantsTooMuchMemoryFails() {
    try (Engine small = newEngine(EngineSettings.defaults().withMemory(1 << 30, 1 << 20))) {
      Plan greedy = Plans.aggregate(endless(), 0, -1, List.of(0));
      assertThatThrownBy(() -> small.submit(Plans.collect(greedy), settings(2, 1024)).join())
          .isInstanceOfSatisfying(
              WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MEMORY_LIMIT))
          .hasMessageContaining("local aggregate': ")
          .hasMessageContaining("memory limit");
    }
  }

  @Test
  void jobsThatTogetherWantTooMuchMemoryFailAndOthersGoOn() {
    try (Engine small = newEngine(EngineSettings.defaults().withMemory(4 << 20, Long.MAX_VALUE))) {
      Job modest = small.submit(Plans.collect(endless()), settings(1, 64));
      Plan greedy = Plans.aggregate(endless(), 0, -1, List.of(0));
      assertThatThrownBy(() -> small.submit(Plans.collect(greedy), settings(2, 1024)).join())
          .isInstanceOfSatisfying(
              WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MEMORY_LIMIT))
          .hasMessageContaining("all jobs together have");
      assertThat(modest.completion().isDone()).isFalse();
      modest.cancel();
    }
  }

  @Test
  void anEngineCanBeClosedWhileJobsAreSubmitted() throws InterruptedException {
    Plan endless = Plans.aggregate(endless(), 0, -1, List.of(0));
    for (int round = 0; round < 20; round++) {
      Engine other = newEngine();
      Thread submitting =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  while (true) {
                    other.submit(Plans.collect(endless), settings(2, 100));
                  }
                } catch (RuntimeException e) {
                  // It is closed.
                }
              });
      for (int wait = 0; wait < round * 20_000; wait++) {
        Thread.onSpinWait();
      }
      other.close();
      submitting.join();
      assertThat(MemoryScope.bytesInUseOfProcess()).as("round %d", round).isZero();
    }
  }

  @Test
  void aTableThatCannotBeOpenedFailsAtOnce() {
    Pipeline pipeline = Plans.collect(Plans.scan("t", NUMBERS, -1, "splitz", "2"));
    assertThatThrownBy(() -> engine.submit(pipeline, settings(2, 10)))
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_OPTION));
  }

  @Test
  void manyJobsAtOnceDoNotMixUp() {
    int jobs = 20;
    for (int i = 0; i < jobs; i++) {
      SCRIPT.feed("t" + i, String.valueOf(i), "100");
    }
    SCRIPT.releaseAll();
    List<Job> running = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      Plan plan =
          Plans.aggregate(
              Plans.scan("t" + i, NUMBERS, -1),
              0,
              -1,
              List.of(),
              Plans.call(AggregateFunction.SUM, "BIGINT", 0));
      var pipeline = new Pipeline(List.of(Plans.write(plan, "out" + i)));
      running.add(engine.submit(pipeline, settings(1 + i % 3, 10)));
    }
    running.forEach(Job::join);
    for (int i = 0; i < jobs; i++) {
      assertThat(SINK.rows("out" + i)).containsExactly(String.valueOf(100 + i));
    }
  }

  @Test
  void aQuietStreamIsNotHeldBack() {
    SCRIPT.feed("t", "1");
    SCRIPT.releaseNext();
    Job job = engine.submit(Plans.collect(Plans.scan("t", NUMBERS, -1)), settings(2, 8192));
    while (SINK.rows().isEmpty() && !job.completion().isDone()) {
      Thread.onSpinWait();
    }
    assertThat(SINK.rows()).containsExactly("1");
    assertThat(job.completion()).isNotDone();
    SCRIPT.feed("t", "2").releaseAll();
    job.join();
    assertThat(SINK.rows()).containsExactly("1", "2");
  }

  @Test
  void metricsCountRows() {
    SCRIPT
        .feed("t", "a, 1, 2001-01-01T00:00:00", "a, 2, 2001-01-01T00:05:00")
        .feed("t", "a, 3, 2001-01-01T00:01:00", "a, 4, 2001-01-01T00:05:01")
        .releaseAll();
    Job job = engine.submit(counting("1"), settings(1, 100));
    job.join();
    StageMetrics read = job.metrics().getFirst();
    assertThat(read.stage()).isEqualTo("0 read t, local aggregate");
    assertThat(read.rowsIn()).isEqualTo(4);
    assertThat(read.lateRows()).isEqualTo(1);
    assertThat(total(SINK.rows())).isEqualTo(3);
  }

  @Test
  void noSocketIsOpened() {
    SCRIPT.feed("t", "1").releaseAll();
    run(Plans.collect(Plans.scan("t", NUMBERS, -1)), 2, 10);
    assertThat(sockets()).isEqualTo(socketsBefore);
  }

  private static List<String> sockets() {
    List<String> sockets = new ArrayList<>();
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      for (Path path : open.toList()) {
        if (Files.isSymbolicLink(path)) {
          String target = Files.readSymbolicLink(path).toString();
          if (target.startsWith("socket:")) {
            sockets.add(target);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sockets.stream().sorted().toList();
  }

  private static Plan endless() {
    Schema schema = Plans.schema("n BIGINT, ts TIMESTAMP");
    return new Plan.Scan(
        new TableDefinition("endless", EndlessConnector.NAME, schema, Map.of()),
        List.of(0, 1),
        null);
  }

  private static void run(Pipeline pipeline, int parallelism, int batchRows) {
    engine.submit(pipeline, settings(parallelism, batchRows)).join();
  }

  private static JobSettings settings(int parallelism, int batchRows) {
    return JobSettings.defaults("test").withParallelism(parallelism).withBatchRows(batchRows);
  }
}
