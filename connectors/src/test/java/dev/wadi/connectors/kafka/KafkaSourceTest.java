package dev.wadi.connectors.kafka;

import static dev.wadi.connectors.kafka.KafkaTables.NUMBER;
import static dev.wadi.connectors.kafka.KafkaTables.TEXT;
import static dev.wadi.connectors.testing.KafkaBroker.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connectors.format.JsonRows;
import dev.wadi.connectors.testing.KafkaBroker;
import dev.wadi.connectors.testing.Reading;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.GrowingSource;
import dev.wadi.sdk.connector.GrowingSource.SplitSearch;
import dev.wadi.sdk.connector.LeftOut;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.Source.Split;
import dev.wadi.sdk.connector.SplitReader;
import dev.wadi.sdk.connector.SplitReader.Poll;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.testing.NoLeaks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(120)
@ExtendWith({NoLeaks.class, KafkaBroker.Extension.class})
class KafkaSourceTest {
  private static GrowingSource source(TableDefinition table) {
    return (GrowingSource) new KafkaConnector().source(table);
  }

  private static TableDefinition numbers(KafkaBroker broker, String topic, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    if (!all.contains("source.offset")) {
      all.addAll(List.of("source.offset", "earliest"));
    }
    return KafkaTables.json(broker, topic, List.of(NUMBER), all.toArray(String[]::new));
  }

  /// Reads until there are so many rows.
  private static List<String> read(SplitReader reader, Schema schema, int rows) {
    List<String> read = new ArrayList<>();
    while (read.size() < rows) {
      if (reader.poll() instanceof Poll.Rows(var batch, _)) {
        try (batch) {
          for (int i = 0; i < batch.rowCount(); i++) {
            read.add(JsonRows.row(schema, batch, i));
          }
        }
      }
    }
    return read;
  }

  private static List<String> readAll(TableDefinition table, int rows) {
    GrowingSource source = source(table);
    return readFrom(source, source.splits(1).getFirst(), table.schema(), rows, LeftOut.NOBODY);
  }

  private static List<String> readFrom(
      GrowingSource source, Split split, Schema schema, int rows, LeftOut leftOut) {
    try (var memory = MemoryScope.unlimited();
        SplitReader reader =
            source.open(
                split,
                new ReadContext(
                    memory.allocator(), Reading.allColumns(schema), 100, 10, leftOut))) {
      return read(reader, schema, rows);
    }
  }

  @Test
  void rowsKnowWhatKafkaKnowsOfThem(KafkaBroker broker) {
    String topic = broker.topic("known", 2);
    broker.send(new ProducerRecord<>(topic, 0, 1000L, bytes("k"), bytes("{\"n\": 1}")));
    broker.send(new ProducerRecord<>(topic, 0, 2000L, null, (byte[]) null));
    broker.send(new ProducerRecord<>(topic, 0, 3000L, null, bytes("{\"n\": 2}")));
    List<Field> columns = new ArrayList<>(List.of(NUMBER));
    for (RecordMetadata each : RecordMetadata.values()) {
      columns.add(KafkaTables.metadata(each));
    }
    TableDefinition table = KafkaTables.json(broker, topic, columns, "source.offset", "earliest");
    assertThat(readAll(table, 2))
        .containsExactly(
            "{\"n\":1,\"m_offset_id\":0,\"m_partition\":0,\"m_topic\":\"%s\",\"m_timestamp\":1000,\"m_key\":\"aw==\"}"
                .formatted(topic),
            "{\"n\":2,\"m_offset_id\":2,\"m_partition\":0,\"m_topic\":\"%s\",\"m_timestamp\":3000,\"m_key\":null}"
                .formatted(topic));
  }

  @Test
  void timesComeAsOneMoreColumn(KafkaBroker broker) {
    String topic = broker.topic("times", 1);
    broker.send(new ProducerRecord<>(topic, 0, 1234L, null, bytes("{\"n\": 1}")));
    GrowingSource source = source(numbers(broker, topic));
    assertThat(source.tellsTime()).isTrue();
    Field time = Field.notNullable("time", new ArrowType.Timestamp(TimeUnit.MICROSECOND, null));
    try (var memory = MemoryScope.unlimited();
        SplitReader reader =
            source.open(
                source.splits(1).getFirst(),
                new ReadContext(memory.allocator(), List.of(), 100, 10, LeftOut.NOBODY, true))) {
      assertThat(read(reader, new Schema(List.of(time)), 1))
          .containsExactly("{\"time\":\"1970-01-01T00:00:01.234\"}");
    }
  }

  @Test
  void changesAreRead(KafkaBroker broker) {
    String topic = broker.topic("changes", 1);
    broker.send(
        topic,
        0,
        "{\"before\":null,\"after\":{\"n\":1},\"op\":\"c\"}",
        null,
        "{\"before\":{\"n\":1},\"after\":{\"n\":2},\"op\":\"u\"}");
    TableDefinition json = numbers(broker, topic, "source.offset", "earliest");
    Map<String, String> options = new java.util.HashMap<>(json.options());
    options.put("format", "debezium_json");
    var table = new TableDefinition("t", "kafka", json.schema(), options, List.of("n"));
    GrowingSource source = source(table);
    assertThat(source.changelog()).isTrue();
    var changes = new Schema(List.of(NUMBER, ChangeKind.FIELD));
    try (var memory = MemoryScope.unlimited();
        SplitReader reader =
            source.open(
                source.splits(1).getFirst(),
                new ReadContext(memory.allocator(), List.of(0), 100, 10))) {
      assertThat(read(reader, changes, 3)).hasSize(3).first().asString().contains("\"n\":1");
    }
  }

  @Test
  void readingGoesOnAtAPosition(KafkaBroker broker) {
    String topic = broker.topic("position", 1);
    broker.send(topic, 0, "{\"n\": 1}", "{\"n\": 2}", "{\"n\": 3}");
    TableDefinition table = numbers(broker, topic);
    GrowingSource source = source(table);
    Split split = source.splits(1).getFirst();
    String position;
    try (var memory = MemoryScope.unlimited();
        SplitReader reader =
            source.open(split, new ReadContext(memory.allocator(), List.of(0), 2, 10))) {
      assertThat(read(reader, table.schema(), 2)).hasSize(2);
      position = reader.position();
    }
    assertThat(position).isEqualTo("2");
    assertThat(readFrom(source, split.at(position), table.schema(), 1, LeftOut.NOBODY))
        .containsExactly("{\"n\":3}");
  }

  @Test
  void aPipelineBeginsWhereItIsTold(KafkaBroker broker) throws Exception {
    String topic = broker.topic("begin", 1);
    broker.send(topic, 0, "{\"n\": 1}", "{\"n\": 2}", "{\"n\": 3}");
    assertThat(begin(numbers(broker, topic, "source.offset", "latest"))).isEqualTo("3");
    assertThat(begin(numbers(broker, topic, "source.offset", "earliest"))).isEqualTo("0");
    String[] group = {"source.offset", "group", "source.group_id", topic};
    assertThat(begin(numbers(broker, topic, group))).isEqualTo("3");
    broker
        .admin()
        .alterConsumerGroupOffsets(
            topic,
            Map.of(
                new TopicPartition(topic, 0),
                new org.apache.kafka.clients.consumer.OffsetAndMetadata(1)))
        .all()
        .get();
    assertThat(begin(numbers(broker, topic, group))).isEqualTo("1");
  }

  private static String begin(TableDefinition table) {
    return source(table).splits(1).getFirst().position();
  }

  @Test
  void aGroupIsToldTheNextOffsetBehindTransactions(KafkaBroker broker) throws Exception {
    String topic = broker.topic("group", 1);
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.servers(), "transactional.id", topic),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, bytes("{\"n\": 1}")));
      producer.commitTransaction();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, bytes("{\"n\": 2}")));
      producer.flush();
      producer.abortTransaction();
    }
    TableDefinition table =
        numbers(
            broker, topic, "source.read_mode", "read_committed", "source.group_id_prefix", topic);
    GrowingSource source = source(table);
    try (var memory = MemoryScope.unlimited();
        SplitReader reader =
            source.open(
                source.splits(1).getFirst(),
                new ReadContext(memory.allocator(), List.of(0), 100, 10))) {
      assertThat(read(reader, table.schema(), 1)).containsExactly("{\"n\":1}");
      // What was aborted, and what says so, is passed over, too.
      while (!reader.position().equals("4")) {
        assertThat(reader.poll()).isEqualTo(Poll.NOTHING);
      }
      reader.published(reader.position());
    }
    var told =
        broker
            .admin()
            .listConsumerGroupOffsets(topic + "-wadi-t")
            .partitionsToOffsetAndMetadata()
            .get();
    assertThat(told.get(new TopicPartition(topic, 0)).offset()).isEqualTo(4);
  }

  @Test
  void partitionsThatComeLaterAreFound(KafkaBroker broker) {
    String topic = broker.topic("growing", 1);
    TableDefinition table = numbers(broker, topic, "source.offset", "latest");
    GrowingSource source = source(table);
    try (SplitSearch search = source.search()) {
      assertThat(search.find()).containsExactly(new Split("0", "0"));
      broker.grow(topic, 3);
      broker.send(topic, 2, "{\"n\": 7}");
      List<Split> found = search.find();
      while (found.size() < 3) {
        found = search.find();
      }
      assertThat(found).contains(new Split("2", "0"));
      assertThat(source.owner(found.get(2), 2)).isZero();
      assertThat(readFrom(source, found.get(2), table.schema(), 1, LeftOut.NOBODY))
          .containsExactly("{\"n\":7}");
    }
  }

  @Test
  void malformedRecordsAreToldByTheirPlace(KafkaBroker broker) {
    String topic = broker.topic("bad", 1);
    broker.send(topic, 0, "{\"n\": 1}", "{\"n\": \"x\"}", "{\"n\": 3}");
    assertThatThrownBy(() -> readAll(numbers(broker, topic), 2))
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_DATA))
        .hasMessageContaining("topic '%s', partition 0, offset 1".formatted(topic));
    TableDefinition dropping = numbers(broker, topic, "bad_data", "drop");
    List<String> places = new ArrayList<>();
    GrowingSource source = source(dropping);
    assertThat(source.leavesOut()).isTrue();
    assertThat(
            readFrom(
                source,
                source.splits(1).getFirst(),
                dropping.schema(),
                2,
                (place, _, _) -> places.add(place)))
        .containsExactly("{\"n\":1}", "{\"n\":3}");
    assertThat(places).containsExactly("topic '%s', partition 0, offset 1".formatted(topic));
  }

  @Test
  void rowsThatAreGoneAreNotPassedOver(KafkaBroker broker) {
    String topic = broker.topic("gone", 1);
    TableDefinition table = numbers(broker, topic);
    assertThatThrownBy(
            () -> readFrom(source(table), new Split("0", "17"), table.schema(), 1, LeftOut.NOBODY))
        .isInstanceOfSatisfying(
            WadiException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.SYSTEM_FAILED);
              assertThat(e.hint().orElse("")).contains("auto.offset.reset");
            });
  }

  @Test
  void whatIsNotThereIsSaid(KafkaBroker broker) {
    TableDefinition missing = KafkaTables.json(broker, "no-such-topic", List.of(NUMBER, TEXT));
    assertThatThrownBy(() -> source(missing).splits(1))
        .isInstanceOf(WadiException.class)
        .hasMessageContaining("topic 'no-such-topic': there is no such topic");
    assertThatThrownBy(() -> new KafkaConnector().test(missing)).isInstanceOf(WadiException.class);
    String topic = broker.topic("there", 3);
    assertThat(new KafkaConnector().test(KafkaTables.json(broker, topic, List.of(NUMBER))))
        .contains("has 3 partitions");
  }
}
