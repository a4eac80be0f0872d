package dev.wadi.connectors.kafka;

import static dev.wadi.connectors.kafka.KafkaTables.NUMBER;
import static dev.wadi.connectors.kafka.KafkaTables.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connectors.testing.AllTypes;
import dev.wadi.connectors.testing.FakeRegistry;
import dev.wadi.connectors.testing.KafkaBroker;
import dev.wadi.connectors.testing.Reading;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.JsonType;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.connector.TwoPhaseSink;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.testing.NoLeaks;
import dev.wadi.sdk.testing.TwoPhaseContract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(120)
@ExtendWith({NoLeaks.class, KafkaBroker.Extension.class})
class KafkaAvroTest {
  private static final String V1 =
      """
      {"type": "record", "name": "R", "fields": [{"name": "n", "type": "long"}]}\
      """;
  private static final String V2 =
      """
      {"type": "record", "name": "R", "fields": [
        {"name": "added", "type": {"type": "array", "items": "int"}},
        {"name": "text", "type": ["null", "string"], "default": null},
        {"name": "n", "type": "int"}]}\
      """;

  private final FakeRegistry registry = FakeRegistry.start();

  @AfterEach
  void close() {
    registry.close();
  }

  private static TableDefinition table(
      KafkaBroker broker, String topic, List<Field> columns, String... options) {
    List<String> all = new ArrayList<>(List.of("format", "avro"));
    all.addAll(List.of(options));
    return KafkaTables.json(broker, topic, columns, all.toArray(String[]::new));
  }

  private TableDefinition registered(
      KafkaBroker broker, String topic, List<Field> columns, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("schema_registry.endpoint", registry.endpoint()));
    return table(broker, topic, columns, all.toArray(String[]::new));
  }

  private static byte[] datum(org.apache.avro.Schema schema, Map<String, ?> values) {
    var record = new GenericData.Record(schema);
    values.forEach(record::put);
    var bytes = new ByteArrayOutputStream();
    BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
    try {
      new GenericDatumWriter<GenericRecord>(schema).write(record, out);
      out.flush();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] message(int id, byte[] datum) {
    return ByteBuffer.allocate(5 + datum.length).put((byte) 0).putInt(id).put(datum).array();
  }

  private void send(KafkaBroker broker, String topic, int id, Map<String, ?> values) {
    byte[] value = message(id, datum(registry.schema(id), values));
    broker.send(new ProducerRecord<>(topic, 0, null, value));
  }

  private static void write(TableDefinition table, long seed, int rows) {
    try (var memory = MemoryScope.unlimited()) {
      Reading.write(
          new KafkaConnector(),
          table,
          AllTypes.batch(table.schema(), seed, rows, memory.allocator()));
    }
  }

  private static List<String> expected(Schema schema, long seed, int rows) {
    try (var memory = MemoryScope.unlimited();
        Batch batch = AllTypes.batch(schema, seed, rows, memory.allocator())) {
      return Reading.rows(schema, batch);
    }
  }

  private static void assertRefused(
      ThrowingCallable call, ErrorCode code, String message, String hint) {
    assertThatThrownBy(call)
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(
            WadiException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.hint().orElse("")).contains(hint);
            });
  }

  @Test
  void whatIsWrittenIsReadWithARegistry(KafkaBroker broker) throws IOException {
    String topic = broker.topic("registered", 1);
    List<Field> columns = AllTypes.WITH_MAPS.getFields();
    write(registered(broker, topic, columns), 5, 40);
    TableDefinition source = registered(broker, topic, columns, "source.offset", "earliest");
    List<String> expected = expected(AllTypes.WITH_MAPS, 5, 40);
    assertThat(KafkaRows.read(source, 40)).isEqualTo(expected);
    // Once to register it, once to ask what its number means.
    assertThat(registry.requests())
        .containsExactly("POST /subjects/" + topic + "-value/versions", "GET /schemas/ids/1");
    List<ConsumerRecord<byte[], byte[]>> records =
        broker.records(topic, IsolationLevel.READ_UNCOMMITTED);
    for (ConsumerRecord<byte[], byte[]> record : records) {
      assertThat(ByteBuffer.wrap(record.value()).getInt(1)).isEqualTo(1);
      var in =
          DecoderFactory.get().binaryDecoder(record.value(), 5, record.value().length - 5, null);
      new GenericDatumReader<>(registry.schema(1)).read(null, in);
      assertThat(in.isEnd()).isTrue();
    }
    assertThat(registry.schema(1).getFullName()).isEqualTo(topic.replace('-', '_'));
  }

  @Test
  void whatIsWrittenIsReadWithoutARegistry(KafkaBroker broker) {
    String topic = broker.topic("raw", 1);
    List<Field> columns = AllTypes.WITH_MAPS.getFields();
    write(table(broker, topic, columns, "avro.raw_datums", "true"), 6, 40);
    assertThat(KafkaRows.read(table(broker, topic, columns, "source.offset", "earliest"), 40))
        .isEqualTo(expected(AllTypes.WITH_MAPS, 6, 40));
  }

  @Test
  void rawDatumsHaveTheSchemaThatTheTableSays(KafkaBroker broker) {
    String topic = broker.topic("given", 1);
    var schema = new org.apache.avro.Schema.Parser().parse(V2);
    byte[] value = datum(schema, Map.of("added", List.of(1, 2), "text", "x", "n", 3));
    broker.send(new ProducerRecord<>(topic, 0, null, value));
    String[] options = {"source.offset", "earliest", "avro.schema", V2};
    assertThat(KafkaRows.read(table(broker, topic, List.of(NUMBER, TEXT), options), 1))
        .containsExactly("{\"n\":3,\"text\":\"x\"}");
  }

  @Test
  void eachMessageHasItsOwnSchema(KafkaBroker broker) {
    String topic = broker.topic("evolving", 1);
    int v1 = registry.register(topic + "-value", V1);
    int v2 = registry.register(topic + "-value", V2);
    send(broker, topic, v1, Map.of("n", 1L));
    send(broker, topic, v2, Map.of("added", List.of(), "text", "two", "n", 2));
    send(broker, topic, v1, Map.of("n", 3L));
    TableDefinition table =
        registered(broker, topic, List.of(NUMBER, TEXT), "source.offset", "earliest");
    assertThat(KafkaRows.read(table, 3))
        .containsExactly(
            "{\"n\":1,\"text\":null}", "{\"n\":2,\"text\":\"two\"}", "{\"n\":3,\"text\":null}");
    TableDefinition json =
        registered(
            broker,
            topic,
            List.of(new Field("value", JsonType.of(true), null)),
            "source.offset",
            "earliest",
            "avro.into_unstructured_json",
            "true");
    assertThat(KafkaRows.read(json, 3))
        .containsExactly(
            "{\"value\":{\"n\":1}}",
            "{\"value\":{\"added\":[],\"text\":\"two\",\"n\":2}}",
            "{\"value\":{\"n\":3}}");
  }

  @Test
  void schemasMayReferToOthers(KafkaBroker broker) {
    String topic = broker.topic("referring", 1);
    registry.register("inner", V1);
    String outer =
        "{\"type\":\"record\",\"name\":\"O\",\"fields\":[{\"name\":\"inner\",\"type\":\"R\"}]}";
    int id = registry.registerReferring(topic + "-value", outer, "inner");
    // The datum of a record is those of its fields.
    byte[] value =
        message(id, datum(new org.apache.avro.Schema.Parser().parse(V1), Map.of("n", 4L)));
    broker.send(new ProducerRecord<>(topic, 0, null, value));
    Field inner = AllTypes.struct("inner", NUMBER);
    assertThat(
            KafkaRows.read(
                registered(broker, topic, List.of(inner), "source.offset", "earliest"), 1))
        .containsExactly("{\"inner\":{\"n\":4}}");
  }

  @Test
  void malformedMessagesAreToldByTheirPlace(KafkaBroker broker) {
    String topic = broker.topic("bad-avro", 1);
    int v1 = registry.register(topic + "-value", V1);
    int protobuf = registry.register("p", "PROTOBUF", "message M {}");
    int text = registry.register("t", "\"string\"");
    send(broker, topic, v1, Map.of("n", 1L));
    byte[][] wrong = {
      KafkaBroker.bytes("{\"n\": 2}"),
      message(99, new byte[] {2}),
      message(99, new byte[] {2}),
      message(protobuf, new byte[] {2}),
      message(text, new byte[] {2, 'x'}),
      message(v1, new byte[] {}),
      message(v1, new byte[] {2, 2}),
      {}
    };
    for (byte[] each : wrong) {
      broker.send(new ProducerRecord<>(topic, 0, null, each));
    }
    send(broker, topic, v1, Map.of("n", 3L));
    String[] options = {"source.offset", "earliest", "bad_data", "drop"};
    List<String> reasons = new ArrayList<>();
    TableDefinition table = registered(broker, topic, List.of(NUMBER), options);
    assertThat(KafkaRows.read(table, 2, (_, reason, _) -> reasons.add(reason)))
        .containsExactly("{\"n\":1}", "{\"n\":3}");
    assertThat(reasons).hasSize(wrong.length);
    assertThat(reasons.get(0)).contains("does not begin with 0");
    assertThat(reasons.get(1)).contains("no schema with the number 99").isEqualTo(reasons.get(2));
    assertThat(reasons.get(3)).contains("PROTOBUF");
    assertThat(reasons.get(4)).contains("expected a record");
    assertThat(registry.requests()).doesNotHaveDuplicates();
    TableDefinition failing =
        registered(broker, topic, List.of(NUMBER), "source.offset", "earliest");
    assertRefused(
        () -> KafkaRows.read(failing, 3), ErrorCode.BAD_DATA, "offset 1: ", "bad_data = 'drop'");
  }

  @Test
  void rowsAreNotLeftOutBecauseARegistryIsAway(KafkaBroker broker) {
    String topic = broker.topic("away", 1);
    int v1 = registry.register(topic + "-value", V1);
    send(broker, topic, v1, Map.of("n", 1L));
    String[] options = {"source.offset", "earliest", "bad_data", "drop"};
    TableDefinition table = registered(broker, topic, List.of(NUMBER), options);
    registry.fail(503, 2);
    assertThat(KafkaRows.read(table, 1)).containsExactly("{\"n\":1}");
    registry.fail(503, 1_000);
    assertRefused(
        () -> KafkaRows.read(table, 1), ErrorCode.SYSTEM_FAILED, "schema 1: status 503", "run");
  }

  @Test
  void columnsThatASubjectDoesNotTakeAreRefused(KafkaBroker broker) {
    String topic = broker.topic("taken", 1);
    registry.register(topic + "-value", V1);
    TableDefinition table = registered(broker, topic, List.of(TEXT), "avro.record_name", "R");
    write(table, 1, 1);
    TableDefinition wrong =
        registered(
            broker,
            topic,
            List.of(AllTypes.notNull("other", AllTypes.TEXT)),
            "avro.record_name",
            "R");
    assertRefused(() -> write(wrong, 1, 1), ErrorCode.SYSTEM_FAILED, "409", "value.subject");
    TableDefinition elsewhere =
        registered(
            broker,
            topic,
            List.of(AllTypes.notNull("other", AllTypes.TEXT)),
            "value.subject",
            topic + "-other");
    write(elsewhere, 1, 1);
    assertThat(registry.requests()).contains("POST /subjects/" + topic + "-other/versions");
  }

  @Test
  void whoDeclaresColumnsLearnsThemFromTheRegistry(KafkaBroker broker) {
    String topic = broker.topic("asked", 1);
    TableDefinition table = registered(broker, topic, List.of());
    assertThat(new KafkaConnector().test(table)).contains("is not there yet");
    registry.register(topic + "-value", V2);
    assertThat(new KafkaConnector().test(table))
        .contains("has 1 partitions")
        .endsWith("holds (\"added\" INT[] NOT NULL, \"text\" TEXT, \"n\" INT NOT NULL)");
  }

  private List<Long> committed(KafkaBroker broker, String topic) {
    return broker.records(topic, IsolationLevel.READ_COMMITTED).stream()
        .map(record -> {
          ByteBuffer message = ByteBuffer.wrap(record.value());
          var in =
              DecoderFactory.get().binaryDecoder(record.value(), 5, message.capacity() - 5, null);
          try {
            var schema = registry.schema(message.getInt(1));
            return (Long) new GenericDatumReader<GenericRecord>(schema).read(null, in).get("n");
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        })
        .toList();
  }

  @Test
  void eachRowIsThereOnceWhateverDies(KafkaBroker broker) {
    String topic = broker.topic("avro-once", 2);
    var table =
        new TwoPhaseContract.Table() {
          @Override
          public TwoPhaseSink sink() {
            return (TwoPhaseSink)
                new KafkaConnector()
                    .sink(
                        registered(
                            broker, topic, List.of(NUMBER), "sink.commit_mode", "exactly_once"));
          }

          @Override
          public List<Long> visible() {
            return committed(broker, topic);
          }
        };
    try (var contract = new TwoPhaseContract(table, 2, 19)) {
      contract.live(12);
    }
    assertThat(registry.schema(1).getField("n").schema().getType())
        .isEqualTo(org.apache.avro.Schema.Type.LONG);
  }
}
