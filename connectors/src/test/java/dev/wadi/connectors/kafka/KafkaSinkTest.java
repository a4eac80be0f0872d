package dev.wadi.connectors.kafka;

import static dev.wadi.connectors.kafka.KafkaTables.NUMBER;
import static dev.wadi.connectors.kafka.KafkaTables.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connectors.testing.KafkaBroker;
import dev.wadi.connectors.testing.Reading;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.Sink.WriteContext;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.testing.NoLeaks;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({NoLeaks.class, KafkaBroker.Extension.class})
class KafkaSinkTest {
  private static final Field TIME =
      Field.nullable("time", new ArrowType.Timestamp(TimeUnit.MICROSECOND, null));

  private static BigIntVector numbers(BufferAllocator allocator, long... values) {
    var numbers = new BigIntVector("n", allocator);
    numbers.allocateNew(values.length);
    for (int i = 0; i < values.length; i++) {
      numbers.set(i, values[i]);
    }
    numbers.setValueCount(values.length);
    return numbers;
  }

  private static String text(byte[] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(KafkaBroker broker, String topic) {
    return broker.records(topic, IsolationLevel.READ_UNCOMMITTED);
  }

  @Test
  void recordsHaveKeysAndTimesOfColumns(KafkaBroker broker) {
    String topic = broker.topic("keyed", 1);
    TableDefinition table =
        KafkaTables.json(
            broker,
            topic,
            List.of(NUMBER, TEXT, TIME),
            "sink.key_field",
            "text",
            "sink.timestamp_field",
            "time");
    try (var memory = MemoryScope.unlimited()) {
      var texts = new VarCharVector("text", memory.allocator());
      texts.allocateNew();
      texts.setSafe(0, "k1".getBytes(StandardCharsets.UTF_8));
      texts.setNull(1);
      texts.setValueCount(2);
      var times = new TimeStampMicroVector("time", memory.allocator());
      times.allocateNew(2);
      times.set(0, 1_234_567);
      times.set(1, 2_000_000);
      times.setValueCount(2);
      Reading.write(
          new KafkaConnector(),
          table,
          Batch.of(
              List.of(
                  Column.of(numbers(memory.allocator(), 1, 2)), Column.of(texts), Column.of(times)),
              2));
    }
    List<ConsumerRecord<byte[], byte[]>> records = records(broker, topic);
    assertThat(records).extracting(record -> text(record.key())).containsExactly("k1", null);
    assertThat(records).extracting(ConsumerRecord::timestamp).containsExactly(1234L, 2000L);
    assertThat(text(records.getFirst().value()))
        .isEqualTo("{\"n\":1,\"text\":\"k1\",\"time\":\"1970-01-01T00:00:01.234567\"}");
  }

  @Test
  void changesOfARowStayInOrder(KafkaBroker broker) {
    String topic = broker.topic("changed", 8);
    writeChanges(broker, topic, List.of("n"));
    List<ConsumerRecord<byte[], byte[]>> keyed = records(broker, topic);
    assertThat(keyed).extracting(record -> text(record.key())).containsOnly("{\"n\":1}");
    assertThat(keyed)
        .extracting(ConsumerRecord::partition)
        .containsOnly(keyed.getFirst().partition());
    assertThat(keyed)
        .extracting(record -> text(record.value()))
        .containsExactly(
            "{\"before\":null,\"after\":{\"n\":1},\"op\":\"c\"}",
            "{\"before\":{\"n\":1},\"after\":null,\"op\":\"d\"}");

    String other = broker.topic("unkeyed", 8);
    writeChanges(broker, other, List.of());
    List<ConsumerRecord<byte[], byte[]>> unkeyed = records(broker, other);
    assertThat(unkeyed).extracting(ConsumerRecord::key).containsOnlyNulls();
    assertThat(unkeyed)
        .extracting(ConsumerRecord::partition)
        .containsOnly(unkeyed.getFirst().partition());
  }

  private static void writeChanges(KafkaBroker broker, String topic, List<String> primaryKey) {
    TableDefinition json = KafkaTables.json(broker, topic, List.of(NUMBER));
    Map<String, String> options = new HashMap<>(json.options());
    options.put("format", "debezium_json");
    var table = new TableDefinition("t", "kafka", json.schema(), options, primaryKey);
    try (var memory = MemoryScope.unlimited();
        var writer = new KafkaConnector().sink(table).open(new WriteContext(0, 1, "job", true))) {
      var kinds = new TinyIntVector("kind", memory.allocator());
      kinds.allocateNew(2);
      kinds.set(0, ChangeKind.INSERT.code());
      kinds.set(1, ChangeKind.DELETE.code());
      kinds.setValueCount(2);
      try (Batch batch =
          Batch.of(List.of(Column.of(numbers(memory.allocator(), 1, 1)), Column.of(kinds)), 2)) {
        writer.write(batch);
      }
      writer.finish();
    }
  }

  @Test
  void aTopicThatIsNotThereIsSaid(KafkaBroker broker) {
    TableDefinition table =
        KafkaTables.json(broker, "nowhere", List.of(NUMBER), "client_configs", "max.block.ms=500");
    try (var memory = MemoryScope.unlimited();
        var writer = new KafkaConnector().sink(table).open(new WriteContext(0, 1, "job", false))) {
      try (Batch batch = Batch.of(List.of(Column.of(numbers(memory.allocator(), 1))), 1)) {
        assertThatThrownBy(() -> writer.write(batch))
            .isInstanceOfSatisfying(
                WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SYSTEM_FAILED))
            .hasMessageContaining("nowhere");
      }
    }
  }
}
