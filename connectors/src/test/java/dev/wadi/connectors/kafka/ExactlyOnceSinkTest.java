package dev.wadi.connectors.kafka;

import static dev.wadi.connectors.kafka.KafkaTables.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connectors.testing.KafkaBroker;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.Sink.WriteContext;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.connector.TwoPhaseSink;
import dev.wadi.sdk.connector.TwoPhaseSink.Recovery;
import dev.wadi.sdk.connector.TwoPhaseWriter;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.testing.NoLeaks;
import dev.wadi.sdk.testing.TwoPhaseContract;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.arrow.vector.BigIntVector;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({NoLeaks.class, KafkaBroker.Extension.class})
class ExactlyOnceSinkTest {
  private static TwoPhaseSink sink(TableDefinition table) {
    return (TwoPhaseSink) new KafkaConnector().sink(table);
  }

  private static TableDefinition table(KafkaBroker broker, String topic, String... configs) {
    String client = configs.length == 0 ? "" : configs[0];
    return KafkaTables.json(
        broker,
        topic,
        List.of(NUMBER),
        "sink.commit_mode",
        "exactly_once",
        "client_configs",
        client);
  }

  private static List<Long> committed(KafkaBroker broker, String topic) {
    return broker.values(topic, IsolationLevel.READ_COMMITTED).stream()
        .map(value -> Long.valueOf(value.replaceAll("\\D", "")))
        .toList();
  }

  @Test
  void eachRowIsThereOnceWhateverDies(KafkaBroker broker) {
    String topic = broker.topic("contract", 2);
    var table =
        new TwoPhaseContract.Table() {
          @Override
          public TwoPhaseSink sink() {
            return ExactlyOnceSinkTest.sink(table(broker, topic));
          }

          @Override
          public List<Long> visible() {
            return committed(broker, topic);
          }
        };
    try (var contract = new TwoPhaseContract(table, 2, 17)) {
      contract.live(30);
    }
  }

  private static void write(TwoPhaseWriter writer, long number) {
    try (var memory = MemoryScope.unlimited()) {
      var numbers = new BigIntVector("n", memory.allocator());
      numbers.allocateNew(1);
      numbers.set(0, number);
      numbers.setValueCount(1);
      try (Batch batch = Batch.of(List.of(Column.of(numbers)), 1)) {
        writer.write(batch);
      }
    }
  }

  private static TwoPhaseWriter open(TwoPhaseSink sink, Recovery recovery, String run) {
    return sink.openTwoPhase(new WriteContext(0, 1, run, false), recovery);
  }

  @Test
  void whatBrokersHaveGivenUpMeanwhileIsReported(KafkaBroker broker) throws Exception {
    String topic = broker.topic("late", 1);
    TwoPhaseSink sink = sink(table(broker, topic, "transaction.timeout.ms=1000"));
    List<String> prepared;
    try (TwoPhaseWriter writer = open(sink, new Recovery("late-0", List.of()), "r1")) {
      write(writer, 1);
      prepared = writer.prepare(1);
    }
    PreparedTransaction transaction = PreparedTransaction.parse(prepared.getFirst());
    awaitState(broker, transaction.id(), TransactionState.COMPLETE_ABORT);
    assertThatThrownBy(() -> sink.recover(new Recovery("late-0", prepared)))
        .isInstanceOfSatisfying(
            WadiException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.CHECKPOINT_UNUSABLE);
              assertThat(e).hasMessageContaining("its rows are lost");
            });
    assertThat(committed(broker, topic)).isEmpty();
  }

  private static void awaitState(KafkaBroker broker, String id, TransactionState state)
      throws Exception {
    while (broker.admin().describeTransactions(List.of(id)).description(id).get().state()
        != state) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  @Test
  void aTransactionThatEndedBeforeItsCheckpointIsReported(KafkaBroker broker) throws Exception {
    TwoPhaseSink sink = sink(table(broker, broker.topic("slow", 1), "transaction.timeout.ms=1000"));
    try (TwoPhaseWriter writer = open(sink, new Recovery("slow-0", List.of()), "r1")) {
      write(writer, 1);
      awaitState(broker, "wadi-slow-0-r1-0-0", TransactionState.COMPLETE_ABORT);
      assertThatThrownBy(() -> writer.prepare(1))
          .isInstanceOfSatisfying(
              WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SYSTEM_FAILED));
    }
  }

  @Test
  void aTimeOutThatBrokersDoNotAllowIsExplained(KafkaBroker broker) {
    TwoPhaseSink sink =
        sink(table(broker, broker.topic("long", 1), "transaction.timeout.ms=999999999"));
    try (TwoPhaseWriter writer = open(sink, new Recovery("long-0", List.of()), "r1")) {
      assertThatThrownBy(() -> write(writer, 1))
          .isInstanceOfSatisfying(
              WadiException.class,
              e -> assertThat(e.hint().orElse("")).contains("the brokers allow less"));
    }
  }

  @Test
  void aRunThatIsLeftBehindIsLockedOut(KafkaBroker broker) throws Exception {
    String topic = broker.topic("zombie", 1);
    TwoPhaseSink sink = sink(table(broker, topic));
    var recovery = new Recovery("zombie-0", List.of());
    try (TwoPhaseWriter zombie = open(sink, recovery, "r1")) {
      write(zombie, 1);
      awaitState(broker, "wadi-zombie-0-r1-0-0", TransactionState.ONGOING);
      sink.recover(recovery);
      assertThatThrownBy(
              () -> {
                write(zombie, 2);
                zombie.prepare(1);
              })
          .isInstanceOf(WadiException.class);
    }
    try (TwoPhaseWriter next = open(sink, recovery, "r2")) {
      write(next, 3);
      List<String> prepared = next.prepare(1);
      assertThat(committed(broker, topic)).isEmpty();
      next.commit(prepared);
      next.commit(prepared);
    }
    assertThat(committed(broker, topic)).containsExactly(3L);
  }

  @Test
  void aRunThatHasNotSentItsRowsYetIsLockedOut(KafkaBroker broker) {
    String topic = broker.topic("early", 1);
    TwoPhaseSink sink = sink(table(broker, topic, "linger.ms=60000"));
    var recovery = new Recovery("early-0", List.of());
    try (TwoPhaseWriter zombie = open(sink, recovery, "r1")) {
      write(zombie, 1);
      sink.recover(recovery);
      assertThatThrownBy(() -> zombie.prepare(1)).isInstanceOf(WadiException.class);
    }
    assertThat(committed(broker, topic)).isEmpty();
  }

  @Test
  void checkpointsAreMadeForLong(KafkaBroker broker) {
    String topic = broker.topic("many", 1);
    TwoPhaseSink sink = sink(table(broker, topic));
    var recovery = new Recovery("many-0", List.of());
    try (TwoPhaseWriter writer = open(sink, recovery, "r1")) {
      for (int epoch = 1; epoch <= 17; epoch++) {
        write(writer, epoch);
        writer.commit(writer.prepare(epoch));
      }
    }
    assertThat(committed(broker, topic)).hasSize(17).doesNotHaveDuplicates();
  }
}
