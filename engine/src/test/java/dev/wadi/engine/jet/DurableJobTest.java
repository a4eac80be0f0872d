package dev.wadi.engine.jet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.engine.checkpoint.CheckpointHistory;
import dev.wadi.engine.checkpoint.CheckpointRun.Patience;
import dev.wadi.engine.checkpoint.Checkpoints;
import dev.wadi.engine.plan.AggregateCall.AggregateFunction;
import dev.wadi.engine.plan.Pipeline;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.PlanCodec;
import dev.wadi.engine.testing.BatchText;
import dev.wadi.engine.testing.CollectingConnector;
import dev.wadi.engine.testing.DeltaChains;
import dev.wadi.engine.testing.EndlessConnector;
import dev.wadi.engine.testing.MemoryStore;
import dev.wadi.engine.testing.Plans;
import dev.wadi.engine.testing.Script;
import dev.wadi.engine.testing.ScriptedConnector;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.Sink;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class DurableJobTest {
  private static final Schema EVENTS = Plans.schema("k TEXT, v BIGINT, ts TIMESTAMP");
  private static final Schema NAMES = Plans.schema("name TEXT, n BIGINT");
  private static final Duration OFTEN = Duration.ofMillis(15);
  private static final Patience PATIENCE = new Patience(Duration.ofHours(1), Duration.ofMillis(1));
  private static final Duration NEVER = Duration.ofHours(1);

  private static final Script SCRIPT = new Script();
  private static final CollectingConnector SINK = new CollectingConnector();
  private static Engine engine;

  private final MemoryStore store = new MemoryStore();

  @BeforeAll
  static void start() {
    engine =
        Engine.start(
            new EngineServices(
                List.of(
                    new ScriptedConnector(SCRIPT),
                    SINK,
                    new OnePhase(SINK),
                    new EndlessConnector()),
                signature -> {
                  throw new WadiException(ErrorCode.NOT_FOUND, "no function " + signature.name());
                },
                BatchText::shown),
            EngineSettings.defaults().withThreads(2));
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

  private Job submit(Pipeline pipeline, int parallelism, Duration interval) {
    var settings = JobSettings.defaults("test").withParallelism(parallelism).withBatchRows(16);
    return engine.submit(
        pipeline,
        settings,
        new CheckpointSettings(
            "pl_test",
            PlanCodec.fingerprint(pipeline),
            store,
            interval,
            PATIENCE,
            DeltaChains.LIMITS,
            _ -> {}));
  }

  private static Pipeline committed(Plan... plans) {
    List<Plan.Write> sinks = new ArrayList<>();
    for (int i = 0; i < plans.length; i++) {
      var table =
          new TableDefinition("out" + i, CollectingConnector.NAME, plans[i].schema(), Map.of());
      sinks.add(new Plan.Write(plans[i], table, false));
    }
    return new Pipeline(sinks);
  }

  private static Plan events(String... options) {
    return Plans.scan("t", EVENTS, 2, options);
  }

  private static Plan counts(Plan input) {
    return Plans.aggregate(input, 60, 2, List.of(0), Plans.call(AggregateFunction.COUNT, "BIGINT"));
  }

  /// Feeds of a minute each, of which the rows of one key are in one window.
  private static void feed(int feeds, int rows) {
    for (int feed = 0; feed < feeds; feed++) {
      int minute = feed;
      SCRIPT.feed(
          "t",
          IntStream.range(0, rows).mapToObj(i -> event(minute, i, rows)).toArray(String[]::new));
    }
  }

  private static String event(int minute, int i, int rows) {
    return "k%d, %d, 2001-01-01T%02d:%02d:%02d"
        .formatted(i % 7, minute * rows + i, minute / 60, minute % 60, i * 60 / rows);
  }

  private static List<String> expectedCounts(int feeds, int rows) {
    List<String> expected = new ArrayList<>();
    for (int feed = 0; feed < feeds; feed++) {
      for (int key = 0; key < 7; key++) {
        int k = key;
        long count = IntStream.range(0, rows).filter(i -> i % 7 == k).count();
        expected.add(
            "k%d, 2001-01-01T%s:00, 2001-01-01T%s:00, %d"
                .formatted(key, clock(feed), clock(feed + 1), count));
      }
    }
    return expected;
  }

  private static String clock(int minute) {
    return "%02d:%02d".formatted(minute / 60, minute % 60);
  }

  private static void await(Job job, BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (job.completion().isCompletedExceptionally()) {
        job.join();
      }
      Thread.onSpinWait();
    }
  }

  private static long published(Job job) {
    return job.checkpoints().stream().filter(CheckpointHistory.Entry::published).count();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aBoundedJobEndsWithACheckpointOfItsEnd(int parallelism) {
    feed(3, 100);
    SCRIPT.releaseAll();
    submit(committed(counts(events("splits", "2"))), parallelism, NEVER).join();
    assertThat(SINK.rows()).containsExactlyInAnyOrderElementsOf(expectedCounts(3, 100));
    assertThat(SINK.prepared()).isEmpty();
    assertThat(new Checkpoints(store, 1).newest().manifest().orElseThrow().finished()).isTrue();
  }

  @Test
  void whatHasEndedDoesNothingMore() {
    feed(2, 50);
    SCRIPT.releaseAll();
    Pipeline pipeline = committed(counts(events()));
    submit(pipeline, 2, NEVER).join();
    List<String> rows = SINK.rows();
    Job again = submit(pipeline, 3, NEVER);
    again.join();
    assertThat(SINK.rows()).isEqualTo(rows);
    assertThat(again.metrics().getFirst().rowsIn()).isZero();
  }

  @Test
  void rowsAppearWithCheckpoints() {
    SCRIPT.feed("t", event(0, 0, 1));
    SCRIPT.releaseNext();
    Job job = submit(committed(events()), 2, OFTEN);
    await(job, () -> !SINK.rows().isEmpty());
    assertThat(SINK.rows()).containsExactly("k0, 0, 2001-01-01T00:00:00");
    assertThat(job.completion()).isNotDone();
    SCRIPT.feed("t", event(1, 0, 1)).releaseAll();
    job.join();
    assertThat(SINK.rows()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void whateverIsCancelledTheRowsAreThereOnce(int seed) {
    int feeds = 30;
    int rows = 200;
    var random = new Random(seed);
    feed(feeds, rows);
    Pipeline pipeline = committed(counts(events("splits", "3")), events("splits", "2"));
    for (int run = 0; run < 12; run++) {
      Job job = submit(pipeline, 1 + random.nextInt(3), OFTEN);
      long until = System.nanoTime() + random.nextInt(80_000_000);
      while (System.nanoTime() < until) {
        if (random.nextInt(2_000_000) == 0) {
          SCRIPT.releaseNext();
        }
        Thread.onSpinWait();
      }
      SCRIPT.releaseNext();
      job.cancel();
      assertThat(MemoryScope.bytesInUseOfProcess()).isZero();
    }
    SCRIPT.releaseAll();
    submit(pipeline, 2, OFTEN).join();
    List<String> expected = new ArrayList<>(expectedCounts(feeds, rows));
    for (int feed = 0; feed < feeds; feed++) {
      for (int i = 0; i < rows; i++) {
        expected.add(event(feed, i, rows));
      }
    }
    assertThat(SINK.rows()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aTableThatIsReadFirstIsReadOnce(int parallelism) {
    SCRIPT.feed("names", "k0, 10", "k1, 11").feed("t", event(0, 0, 4), event(0, 1, 4));
    Plan join =
        Plans.join(
            Plans.scan("t", EVENTS, -1),
            Plans.scan("names", NAMES, -1, "blocking", "true"),
            Plan.JoinKind.INNER,
            0,
            0);
    SCRIPT.releaseNext();
    SCRIPT.releaseNext();
    Job job = submit(committed(join), parallelism, OFTEN);
    await(job, () -> SINK.rows().size() == 2);
    job.cancel();
    SCRIPT.feed("t", event(1, 0, 4)).releaseAll();
    Job next = submit(committed(join), 2, NEVER);
    next.join();
    assertThat(SINK.rows())
        .containsExactlyInAnyOrder(
            "k0, 0, 2001-01-01T00:00:00, k0, 10",
            "k1, 1, 2001-01-01T00:00:15, k1, 11",
            "k0, 4, 2001-01-01T00:01:00, k0, 10");
  }

  @Test
  void thereIsNoCheckpointWhileATableIsReadFirst() {
    SCRIPT.feed("names", "k0, 10").feed("names", "k1, 11").feed("t", event(0, 0, 4));
    Plan build = Plans.scan("names", NAMES, -1);
    Plan join = Plans.join(Plans.scan("t", EVENTS, -1), build, Plan.JoinKind.LEFT, 0, 0);
    SCRIPT.releaseNext();
    for (int run = 0; run < 2; run++) {
      Job job = submit(committed(join), 2, OFTEN);
      long until = System.nanoTime() + 4 * OFTEN.toNanos();
      await(
          job,
          () ->
              System.nanoTime() > until
                  && job.metrics().stream().mapToLong(StageMetrics::rowsIn).sum() > 0);
      job.stop();
      assertThat(job.checkpoints()).isEmpty();
    }
    SCRIPT.releaseAll();
    submit(committed(join), 2, NEVER).join();
    assertThat(SINK.rows()).containsExactly("k0, 0, 2001-01-01T00:00:00, k0, 10");
  }

  @Test
  void aJobThatIsStoppedGoesOnWhereItStopped() {
    feed(2, 100);
    SCRIPT.releaseNext();
    Pipeline pipeline = committed(events(), counts(events()));
    Job job = submit(pipeline, 2, NEVER);
    await(job, () -> job.metrics().getFirst().rowsIn() == 100);
    assertThat(SINK.rows()).isEmpty();
    job.stop();
    assertThatThrownBy(job::join).isInstanceOf(CancellationException.class);
    assertThat(SINK.rows()).hasSize(100);
    assertThat(published(job)).isEqualTo(1);
    SCRIPT.releaseAll();
    Job next = submit(pipeline, 3, NEVER);
    next.join();
    assertThat(next.metrics().getFirst().rowsIn()).isEqualTo(100);
    assertThat(SINK.rows()).hasSize(2 * 100 + 2 * 7);
    next.stop();
  }

  @Test
  void aSinkThatDoesNotCommitGetsRowsAtLeastOnce() {
    feed(2, 10);
    SCRIPT.releaseNext();
    var table = new TableDefinition("out", OnePhase.NAME, EVENTS, Map.of());
    var pipeline = new Pipeline(List.of(new Plan.Write(events(), table, false)));
    Job job = submit(pipeline, 1, OFTEN);
    await(job, () -> SINK.rows().size() == 10);
    long before = published(job);
    await(job, () -> published(job) > before + 1);
    job.cancel();
    SCRIPT.releaseAll();
    submit(pipeline, 2, NEVER).join();
    assertThat(SINK.rows()).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void aStoreThatFailsForAWhileCostsNothing() {
    feed(2, 10);
    SCRIPT.releaseNext();
    Job job = submit(committed(events()), 2, OFTEN);
    await(job, () -> SINK.rows().size() == 10);
    store.failWith("disk full");
    long before = job.checkpoints().getFirst().epoch();
    await(
        job,
        () ->
            job.checkpoints().stream()
                .anyMatch(entry -> entry.epoch() > before && entry.error().isPresent()));
    store.failWith(null);
    SCRIPT.releaseAll();
    job.join();
    assertThat(SINK.rows()).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void aStoreThatKeepsFailingEndsTheJobAndTheNextGoesOn() {
    feed(2, 10);
    SCRIPT.releaseNext();
    Pipeline pipeline = committed(events());
    Job job = submit(pipeline, 2, OFTEN);
    await(job, () -> SINK.rows().size() == 10);
    store.failWith("disk full");
    assertThatThrownBy(job::join)
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECKPOINT_FAILED))
        .hasMessageContaining("disk full");
    store.failWith(null);
    SCRIPT.releaseAll();
    submit(pipeline, 2, OFTEN).join();
    assertThat(SINK.rows()).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void aLastCheckpointThatFailsIsAnError() {
    feed(1, 10);
    Pipeline pipeline = committed(events());
    Job job = submit(pipeline, 2, NEVER);
    store.failWith("disk full");
    SCRIPT.releaseAll();
    assertThatThrownBy(job::join)
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECKPOINT_FAILED))
        .hasMessageStartingWith("the last checkpoint has failed, there is none before");
    assertThat(SINK.rows()).isEmpty();
    store.failWith(null);
    submit(pipeline, 2, NEVER).join();
    assertThat(SINK.rows()).hasSize(10);
  }

  @Test
  void stoppingWithoutACheckpointIsAnErrorToo() {
    feed(1, 10);
    SCRIPT.releaseNext();
    Job job = submit(committed(events()), 2, NEVER);
    await(job, () -> job.metrics().getFirst().rowsIn() == 10);
    store.failWith("disk full");
    assertThatThrownBy(job::stop).hasMessageContaining("disk full");
    assertThat(job.completion()).isDone();
  }

  @Test
  void aStoreThatHangsHoldsNoJobThatIsCancelled() throws InterruptedException {
    feed(2, 10);
    SCRIPT.releaseNext();
    Pipeline pipeline = committed(events());
    Job job = submit(pipeline, 2, OFTEN);
    await(job, () -> SINK.rows().size() == 10);
    store.hang();
    await(job, store::holdsUp);
    Thread stopping = Thread.ofVirtual().start(() -> stopQuietly(job));
    job.cancel();
    stopping.join();
    assertThat(job.completion()).isCompletedExceptionally();
    store.goOn();
    SCRIPT.releaseAll();
    submit(pipeline, 2, NEVER).join();
    assertThat(SINK.rows()).hasSize(20).doesNotHaveDuplicates();
  }

  private static void stopQuietly(Job job) {
    try {
      job.stop();
    } catch (WadiException e) {
      // Its last checkpoint has failed.
    }
  }

  @Test
  void anotherPlanDoesNotGoOn() {
    feed(1, 10);
    SCRIPT.releaseAll();
    submit(committed(events()), 2, NEVER).join();
    assertThatThrownBy(() -> submit(committed(counts(events())), 2, NEVER))
        .isInstanceOfSatisfying(
            WadiException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECKPOINT_UNUSABLE));
  }

  @Test
  void endlessInputCanBeStoppedAtAnyMoment() {
    Schema schema = Plans.schema("n BIGINT, ts TIMESTAMP");
    Plan endless =
        new Plan.Scan(
            new TableDefinition("endless", EndlessConnector.NAME, schema, Map.of()),
            List.of(0, 1),
            null);
    Pipeline pipeline =
        committed(
            Plans.aggregate(
                endless, 0, -1, List.of(), Plans.call(AggregateFunction.COUNT, "BIGINT")));
    for (int round = 0; round < 10; round++) {
      Job job = submit(pipeline, 2, OFTEN);
      for (int wait = 0; wait < round * 100_000; wait++) {
        Thread.onSpinWait();
      }
      if (round % 2 == 0) {
        job.stop();
      } else {
        job.cancel();
      }
      assertThat(MemoryScope.bytesInUseOfProcess()).as("round %d", round).isZero();
    }
  }

  /// Shows at once what is written, whether there are checkpoints or not.
  private record OnePhase(CollectingConnector collecting) implements CanWrite {
    private static final String NAME = "one_phase";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "Keeps rows for a test to look at.";
    }

    @Override
    public List<Option> options() {
      return List.of();
    }

    @Override
    public Sink sink(TableDefinition table) {
      Sink sink = collecting.sink(table);
      return new Sink() {
        @Override
        public int maxParallelism() {
          return sink.maxParallelism();
        }

        @Override
        public boolean blocking() {
          return sink.blocking();
        }

        @Override
        public BatchWriter open(WriteContext context) {
          return sink.open(context);
        }
      };
    }
  }
}
