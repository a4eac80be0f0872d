package dev.wadi.engine.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.PartitionTable;
import dev.wadi.engine.testing.BatchText;
import dev.wadi.engine.testing.Plans;
import dev.wadi.engine.testing.Surroundings;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Selection;
import dev.wadi.sdk.testing.NoLeaks;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class TailTest {
  private static final Schema SCHEMA = Plans.schema("k TEXT, v BIGINT");
  private static final int BATCH_ROWS = 16;

  private final Surroundings test = new Surroundings();

  @AfterEach
  void nothingIsLeft() {
    test.close();
  }

  @Test
  void smallBatchesWaitForTheLingerTimeOrForCompany() {
    try (Tail tail = tail(new Edge.Routing.Spread(), 1)) {
      tail.emit(test.batch(SCHEMA, "a, 1"));
      test.pass(Surroundings.LINGER_MILLIS - 1);
      tail.tick();
      assertThat(sent(tail)).isEmpty();
      test.pass(1);
      tail.tick();
      assertThat(sent(tail)).containsExactly("any: a, 1");
      for (int i = 0; i < 8; i++) {
        tail.emit(test.batch(SCHEMA, "b, " + i));
      }
      assertThat(sent(tail)).hasSize(1).first().asString().contains("b, 0; b, 1").contains("b, 7");
    }
  }

  @Test
  void theLingerTimeCountsFromTheFirstRow() {
    try (Tail tail = tail(new Edge.Routing.Spread(), 1)) {
      tail.emit(test.batch(SCHEMA, "a, 1"));
      test.pass(Surroundings.LINGER_MILLIS / 2);
      tail.emit(test.batch(SCHEMA, "a, 2"));
      test.pass(Surroundings.LINGER_MILLIS / 2);
      tail.tick();
      assertThat(sent(tail)).containsExactly("any: a, 1; a, 2");
    }
  }

  @Test
  void aLargeBatchGoesAtOnceButNotBeforeWhatWaits() {
    try (Tail tail = tail(new Edge.Routing.Spread(), 1)) {
      tail.emit(test.batch(SCHEMA, "a, 1"));
      tail.emit(test.batch(SCHEMA, "b, 1", "b, 2", "b, 3", "b, 4"));
      assertThat(sent(tail)).containsExactly("any: a, 1", "any: b, 1; b, 2; b, 3; b, 4");
    }
  }

  @Test
  void aWatermarkStaysBehindItsRows() {
    try (Tail tail = tail(new Edge.Routing.Spread(), 1)) {
      tail.watermark(5);
      tail.emit(test.batch(SCHEMA, "a, 1"));
      tail.watermark(6);
      tail.watermark(7);
      assertThat(sent(tail)).containsExactly("mark 5");
      tail.flush();
      assertThat(sent(tail)).containsExactly("any: a, 1", "mark 7");
    }
  }

  @Test
  void theEndDoesNotWait() {
    try (Tail tail = tail(new Edge.Routing.Spread(), 1)) {
      tail.emit(test.batch(SCHEMA, "a, 1"));
      tail.watermark(Operator.END_OF_INPUT);
      assertThat(sent(tail)).containsExactly("any: a, 1", "mark " + Operator.END_OF_INPUT);
    }
  }

  @Test
  void equalKeysMeetAtOneReceiver() {
    PartitionTable receivers = PartitionTable.roundRobin(271, 3);
    try (Tail tail = tail(new Edge.Routing.Hash(List.of(0)), 3)) {
      for (int round = 0; round < 3; round++) {
        List<String> lines = IntStream.range(0, 40).mapToObj(i -> "k" + i % 10 + ", " + i).toList();
        tail.emit(test.batch(SCHEMA, lines.toArray(String[]::new)));
      }
      List<List<String>> byReceiver =
          List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      for (Message message : drained(tail)) {
        var rows = (Message.ToPartition) message;
        try (Batch batch = rows.batch()) {
          byReceiver.get(receivers.subtaskOf(rows.partition())).addAll(keys(batch));
        }
      }
      assertThat(byReceiver.stream().mapToInt(List::size).sum()).isEqualTo(120);
      Stream<String> distinct = byReceiver.stream().flatMap(keys -> keys.stream().distinct());
      assertThat(distinct).hasSize(10);
    }
  }

  private static List<String> keys(Batch batch) {
    return BatchText.lines(batch).stream().map(line -> line.substring(0, 2)).toList();
  }

  @Test
  void aBroadcastBatchCarriesAReferencePerReceiver() {
    try (Tail tail = tail(new Edge.Routing.Broadcast(), 3)) {
      tail.emit(test.batch(SCHEMA, "a, 1", "a, 2", "a, 3", "a, 4"));
      var all = (Message.ToAll) drained(tail).getFirst();
      for (int receiver = 0; receiver < 3; receiver++) {
        assertThat(test.memory().bytesInUse()).isPositive();
        all.batch().release();
      }
    }
  }

  @Test
  void selectionsAreKept() {
    try (Tail tail = tail(new Edge.Routing.Hash(List.of(0)), 1)) {
      try (Batch batch = test.batch(SCHEMA, "a, 1", "b, 2", "c, 3", "d, 4", "e, 5")) {
        tail.emit(batch.select(new Selection(new int[] {1, 3}, 2)));
        tail.emit(batch.select(new Selection(new int[] {0, 1, 2, 4}, 4)));
        tail.emit(batch.select(new Selection(new int[0], 0)));
      }
      assertThat(sent(tail)).containsExactly("rows: b, 2; d, 4", "rows: a, 1; b, 2; c, 3; e, 5");
    }
  }

  @Test
  void whatWasNotSentIsFreed() {
    Tail tail = tail(new Edge.Routing.Hash(List.of(0)), 2);
    tail.emit(test.batch(SCHEMA, "a, 1", "b, 2", "c, 3", "d, 4"));
    tail.emit(test.batch(SCHEMA, "e, 5"));
    tail.close();
    assertThat(test.memory().bytesInUse()).isZero();
  }

  private Tail tail(Edge.Routing routing, int receivers) {
    return new Tail(
        List.of(new Edge(0, Edge.RESULTS, 1, 0, 0, routing, SCHEMA)),
        List.of(PartitionTable.roundRobin(271, receivers)),
        test.context(BATCH_ROWS),
        TaskMetrics.create());
  }

  private static List<Message> drained(Tail tail) {
    List<Message> messages = List.copyOf(tail.messages());
    tail.messages().clear();
    return messages;
  }

  private static List<String> sent(Tail tail) {
    return drained(tail).stream().map(TailTest::describe).toList();
  }

  private static String describe(Message message) {
    return switch (message) {
      case Message.ToPartition rows -> "rows: " + text(rows.batch());
      case Message.ToAll rows -> "all: " + text(rows.batch());
      case Message.ToAny rows -> "any: " + text(rows.batch());
      case Message.Mark mark -> "mark " + mark.micros();
      case Message.Idle _ -> "idle";
    };
  }

  private static String text(Batch batch) {
    try (batch) {
      return BatchText.lines(batch).stream().collect(Collectors.joining("; "));
    }
  }
}
