package dev.wadi.engine.jet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.engine.checkpoint.CheckpointHistory;
import dev.wadi.engine.plan.AggregateCall.AggregateFunction;
import dev.wadi.engine.plan.Pipeline;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.PlanCodec;
import dev.wadi.engine.testing.CollectingConnector;
import dev.wadi.engine.testing.EndlessConnector;
import dev.wadi.engine.testing.MemoryStore;
import dev.wadi.engine.testing.Plans;
import dev.wadi.engine.testing.Script;
import dev.wadi.engine.testing.ScriptedConnector;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SharedRunTest {
  private static final Schema EVENTS = Plans.schema("k TEXT, v BIGINT, ts TIMESTAMP");
  private static final Schema NAMES = Plans.schema("name TEXT, n BIGINT");
  private static final Duration OFTEN = Duration.ofMillis(30);
  private static final Duration NEVER = Duration.ofHours(1);

  private final Script script = new Script();
  private final CollectingConnector sink = new CollectingConnector();
  private final MemoryStore store = new MemoryStore();
  private final Engines engines =
      new Engines(List.of(new ScriptedConnector(script), sink, new EndlessConnector()), _ -> store);

  @AfterEach
  void nothingIsLeft() {
    engines.close();
    assertThat(MemoryScope.bytesInUseOfProcess()).isZero();
  }

  private Job submit(Engine engine, Pipeline pipeline, int parallelism, Duration interval) {
    var settings = JobSettings.defaults("test").withParallelism(parallelism).withBatchRows(16);
    return engine.submit(
        pipeline,
        settings,
        new CheckpointSettings("pl_test", PlanCodec.fingerprint(pipeline), store, interval, _ -> {})
            .shared(true));
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
  private void feed(int feeds, int rows) {
    for (int feed = 0; feed < feeds; feed++) {
      int minute = feed;
      script.feed(
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
  @ValueSource(ints = {2, 3, 4, 7})
  void allMembersTakePart(int parallelism) {
    engines.with(3);
    feed(3, 700);
    script.releaseAll();
    Job job = submit(engines.get(0), committed(counts(events("splits", "5"))), parallelism, NEVER);
    job.join();
    assertThat(sink.rows()).containsExactlyInAnyOrderElementsOf(expectedCounts(3, 700));
    assertThat(sink.prepared()).isEmpty();
    assertThat(job.others()).hasSize(2);
    assertThat(job.others().stream().mapToLong(MemberShare::rowsReceived).sum()).isPositive();
    assertThat(job.metrics().getFirst().rowsIn()).isEqualTo(3 * 700);
    assertThat(MemoryScope.bytesInUseOfProcess()).isZero();
  }

  @Test
  void aTableThatIsReadFirstGoesToAll() {
    engines.with(3);
    script.feed("names", "k0, 10", "k1, 11", "k2, 12");
    feed(2, 210);
    Plan join =
        Plans.join(
            events("splits", "4"),
            Plans.scan("names", NAMES, -1, "splits", "3"),
            Plan.JoinKind.INNER,
            0,
            0);
    script.releaseAll();
    submit(engines.get(1), committed(join, counts(events())), 4, OFTEN).join();
    assertThat(sink.rows("out0")).hasSize(2 * 90).doesNotHaveDuplicates();
    assertThat(sink.rows("out1")).containsExactlyInAnyOrderElementsOf(expectedCounts(2, 210));
  }

  @Test
  void whatIsCancelledIsFreedOnAllMembers() {
    engines.with(3);
    for (int round = 0; round < 6; round++) {
      Job job = submit(engines.get(round % 3), endless(), 4, OFTEN);
      int least = round % 2;
      await(job, () -> published(job) >= least);
      job.cancel();
      assertThatThrownBy(job::join).isInstanceOf(CancellationException.class);
      assertThat(MemoryScope.bytesInUseOfProcess()).as("round %d", round).isZero();
    }
  }

  @Test
  void aRunIsOverWhenItIsOnAllMembers() {
    engines.with(2);
    feed(2, 300);
    store.hang(name -> name.matches("state-.*-1\\.arrows"));
    Pipeline pipeline = committed(counts(events("splits", "2", "fail_at", "450")));
    Job job = submit(engines.get(0), pipeline, 2, OFTEN);
    script.releaseNext();
    await(job, store::holdsUp);
    Thread.ofVirtual()
        .start(() -> {
          // Long after it has failed: a job that is cancelled before that ends otherwise.
          LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
          // Each time, the other member is asked once more whether it is over there.
          for (int i = 0; i < 4; i++) {
            Thread.ofVirtual().start(job::cancel);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
          }
          store.goOn();
        });
    script.releaseNext();
    assertThatThrownBy(job::join).hasMessageContaining("row 450 was told to fail");
    assertThat(store.holdsUp()).isFalse();
  }

  private static Pipeline endless() {
    Schema schema = Plans.schema("n BIGINT, ts TIMESTAMP");
    Plan endless =
        new Plan.Scan(
            new TableDefinition("endless", EndlessConnector.NAME, schema, Map.of()),
            List.of(0, 1),
            null);
    Plan grouped =
        Plans.aggregate(endless, 0, -1, List.of(0), Plans.call(AggregateFunction.COUNT, "BIGINT"));
    return committed(grouped);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void anErrorOnAnyMemberEndsAll(int owner) {
    engines.with(3);
    feed(1, 300);
    script.releaseAll();
    Pipeline pipeline = committed(counts(events("splits", "3", "fail_at", "250")));
    Job job = submit(engines.get(owner), pipeline, 3, NEVER);
    assertThatThrownBy(job::join)
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_DATA))
        .hasMessageContaining("row 250 was told to fail");
    assertThat(MemoryScope.bytesInUseOfProcess()).isZero();
  }

  private void startWithLittleMemory(int small, long bytes) {
    for (int i = 0; i < 3; i++) {
      EngineSettings settings = EngineSettings.defaults().withThreads(1);
      engines.add(i == small ? settings.withMemory(1 << 30, bytes) : settings);
    }
    engines.with(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aMemberThatHasNoMoreMemoryEndsAll(int small) {
    startWithLittleMemory(small, 1 << 20);
    Job job = submit(engines.get(0), endless(), 4, OFTEN);
    assertThatThrownBy(job::join)
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MEMORY_LIMIT))
        .hasMessageContaining("there is no more memory for");
    assertThat(MemoryScope.bytesInUseOfProcess()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void rowsForWhichThereIsNoMemoryEndAll(int small) {
    startWithLittleMemory(small, 1 << 10);
    feed(1, 700);
    script.releaseAll();
    // One split: the others get rows only from its member.
    Pipeline pipeline = committed(counts(events("splits", "1")));
    Job job = submit(engines.get(0), pipeline, 3, NEVER);
    assertThatThrownBy(job::join)
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MEMORY_LIMIT));
    assertThat(MemoryScope.bytesInUseOfProcess()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aMemberThatCrashesEndsTheRunAndTheNextGoesOn(int crashed) {
    engines.with(3);
    feed(8, 210);
    int owner = (crashed + 1) % 3;
    Pipeline pipeline = committed(counts(events("splits", "4")), events("splits", "3"));
    Job job = submit(engines.get(owner), pipeline, 4, OFTEN);
    for (int feed = 0; feed < 4; feed++) {
      script.releaseNext();
    }
    await(job, () -> published(job) > 2 && sink.rows("out1").size() >= 210);
    Engine lost = engines.get(crashed);
    Engine next = engines.get(owner);
    script.releaseNext();
    Engines.crash(lost);
    assertThatThrownBy(job::join)
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MEMBER_LOST));
    engines.remove(lost);
    assertThat(MemoryScope.bytesInUseOfProcess()).isZero();
    script.releaseAll();
    Job again = submit(next, pipeline, 4, OFTEN);
    again.join();
    assertThat(again.others()).hasSize(1);
    assertRows(8, 210);
  }

  private void assertRows(int feeds, int rows) {
    assertThat(sink.rows("out0")).containsExactlyInAnyOrderElementsOf(expectedCounts(feeds, rows));
    List<String> expected = new ArrayList<>();
    for (int feed = 0; feed < feeds; feed++) {
      for (int i = 0; i < rows; i++) {
        expected.add(event(feed, i, rows));
      }
    }
    assertThat(sink.rows("out1")).containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void theOthersEndWhenTheOwnerCrashes(int owner) {
    engines.with(3);
    feed(8, 210);
    Pipeline pipeline = committed(counts(events("splits", "4")), events("splits", "3"));
    Job job = submit(engines.get(owner), pipeline, 4, OFTEN);
    for (int feed = 0; feed < 4; feed++) {
      script.releaseNext();
    }
    await(job, () -> published(job) > 2 && sink.rows("out1").size() >= 210);
    Engine lost = engines.get(owner);
    Engine heir = engines.get((owner + 1) % 3);
    Engines.crash(lost);
    engines.awaitSize(heir, 2);
    while (MemoryScope.bytesInUseOfProcess() > 0) {
      Thread.onSpinWait();
    }
    assertThatThrownBy(job::join).isInstanceOf(RuntimeException.class);
    script.releaseAll();
    submit(heir, pipeline, 5, OFTEN).join();
    assertRows(8, 210);
    // Nor does Jet keep the run for its owner to come back.
    while (!Engines.shared(heir).getJet().getJobs().stream()
        .allMatch(jet -> jet.getStatus().isTerminal())) {
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aMemberThatIsClosedEndsTheRunFirst(int closed) {
    engines.with(3);
    feed(4, 210);
    script.releaseNext();
    int owner = (closed + 1) % 3;
    Pipeline pipeline = committed(counts(events("splits", "4")), events("splits", "3"));
    Job job = submit(engines.get(owner), pipeline, 4, OFTEN);
    await(job, () -> sink.rows("out1").size() == 210);
    Engine next = engines.get(owner);
    engines.remove(engines.get(closed));
    engines.awaitSize(next, 2);
    assertThatThrownBy(job::join)
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MEMBER_LOST));
    script.releaseAll();
    submit(next, pipeline, 3, OFTEN).join();
    assertRows(4, 210);
  }

  @Test
  void anOwnerThatIsClosedEndsItsRuns() {
    engines.with(3);
    Job job = submit(engines.get(0), endless(), 4, OFTEN);
    await(job, () -> published(job) > 0);
    engines.remove(engines.get(0));
    assertThatThrownBy(job::join).isInstanceOf(CancellationException.class);
    assertThat(MemoryScope.bytesInUseOfProcess()).isZero();
  }

  @Test
  void checkpointsDoNotDependOnTheNumberOfMembers() {
    engines.with(1);
    feed(6, 210);
    Pipeline pipeline = committed(counts(events("splits", "4")), events("splits", "3"));
    for (int members = 1; members <= 3; members++) {
      engines.with(members);
      script.releaseNext();
      script.releaseNext();
      Job job = submit(engines.get(members - 1), pipeline, 1 + members, OFTEN);
      int rows = members * 2 * 210;
      await(job, () -> sink.rows("out1").size() == rows);
      assertThat(job.others()).hasSize(members - 1);
      job.stop();
    }
    engines.remove(engines.get(2));
    engines.remove(engines.get(1));
    engines.awaitSize(engines.get(0), 1);
    script.releaseAll();
    submit(engines.get(0), pipeline, 2, OFTEN).join();
    assertRows(6, 210);
  }
}
