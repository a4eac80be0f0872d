package dev.wadi.server.http;

import static dev.wadi.server.http.TestServer.await;
import static dev.wadi.server.http.TestServer.path;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.connectors.testing.FakeRegistry;
import dev.wadi.connectors.testing.KafkaBroker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// From topic to topic in Avro, while whoever writes the first changes its schema, and the server
/// is stopped and started.
@Timeout(120)
@ExtendWith(KafkaBroker.Extension.class)
class KafkaAvroPipelineTest {
  private static final String OLD =
      """
      {"type": "record", "name": "R", "fields": [{"name": "n", "type": "long"}]}\
      """;
  private static final String NEW =
      """
      {"type": "record", "name": "R", "fields": [
        {"name": "note", "type": "string", "default": ""},
        {"name": "n", "type": "long"}]}\
      """;

  @TempDir private Path directory;
  private final FakeRegistry registry = FakeRegistry.start();
  private TestServer server;
  private long sent;

  @BeforeEach
  void start() {
    registry.requireLogin("wadi", "password of the registry");
    server = TestServer.start(directory.resolve("data"));
  }

  @AfterEach
  void close() {
    server.close();
    registry.close();
  }

  private void send(KafkaBroker broker, String topic, int id, int rows) {
    for (long n = sent; n < sent + rows; n++) {
      broker.send(new ProducerRecord<>(topic, 0, null, message(id, n)));
    }
    sent += rows;
  }

  private byte[] message(int id, long n) {
    Schema schema = registry.schema(id);
    var record = new GenericData.Record(schema);
    record.put("n", n);
    if (schema.getField("note") != null) {
      record.put("note", "row " + n);
    }
    var message = new ByteArrayOutputStream();
    try {
      message.write(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
      BinaryEncoder out = EncoderFactory.get().binaryEncoder(message, null);
      new GenericDatumWriter<GenericRecord>(schema).write(record, out);
      out.flush();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return message.toByteArray();
  }

  private List<GenericRecord> rows(KafkaBroker broker, String topic) {
    return broker.records(topic, IsolationLevel.READ_COMMITTED).stream()
        .map(ConsumerRecord::value)
        .map(this::row)
        .toList();
  }

  private GenericRecord row(byte[] message) {
    Schema schema = registry.schema(ByteBuffer.wrap(message).getInt(1));
    try {
      return new GenericDatumReader<GenericRecord>(schema)
          .read(null, DecoderFactory.get().binaryDecoder(message, 5, message.length - 5, null));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitAllOnce(KafkaBroker broker, String topic) {
    await(() -> rows(broker, topic).size() >= sent);
    assertThat(rows(broker, topic).stream().map(row -> (Long) row.get("n")).sorted())
        .containsExactlyElementsOf(LongStream.range(0, sent).boxed().toList());
  }

  private String copying(KafkaBroker broker, String from, String to) {
    return """
    SET checkpoint_interval = '50 milliseconds';
    CREATE TABLE numbers (n BIGINT NOT NULL, note TEXT) WITH (connector = 'kafka',
      bootstrap_servers = '%1$s', topic = '%2$s', format = 'avro', 'source.offset' = 'earliest',
      'schema_registry.endpoint' = '%4$s', 'schema_registry.api_key' = 'wadi',
      'schema_registry.api_secret' = 'password of the registry');
    CREATE TABLE copies (n BIGINT NOT NULL, note TEXT) WITH (connector = 'kafka',
      bootstrap_servers = '%1$s', topic = '%3$s', format = 'avro',
      'sink.commit_mode' = 'exactly_once',
      'schema_registry.endpoint' = '%4$s', 'schema_registry.api_key' = 'wadi',
      'schema_registry.api_secret' = 'password of the registry');
    INSERT INTO copies SELECT n, note FROM numbers;
    """
        .formatted(broker.servers(), from, to, registry.endpoint());
  }

  @Test
  void eachRowArrivesOnceWhileSchemasChange(KafkaBroker broker) {
    String from = broker.topic("avro-from", 1);
    String to = broker.topic("avro-to", 2);
    int before = registry.register(from + "-value", OLD);
    send(broker, from, before, 50);
    JsonNode pipeline = server.pipeline(copying(broker, from, to));
    awaitAllOnce(broker, to);

    int after = registry.register(from + "-value", NEW);
    send(broker, from, after, 50);
    send(broker, from, before, 10);
    awaitAllOnce(broker, to);

    server.patch(path(pipeline), Map.of("stop", "checkpoint")).expect(200);
    send(broker, from, after, 50);
    server.post(path(pipeline) + "/restart", Map.of()).expect(200);
    awaitAllOnce(broker, to);

    send(broker, from, before, 50);
    server.close();
    send(broker, from, after, 20);
    start();
    awaitAllOnce(broker, to);
    assertThat(rows(broker, to)).allSatisfy(this::hasTheNoteOfItsSchema);
    server.patch(path(pipeline), Map.of("stop", "immediate")).expect(200);
  }

  // Either none, from before there were any, or its own.
  private void hasTheNoteOfItsSchema(GenericRecord row) {
    if (row.get("note") != null) {
      assertThat(row.get("note")).hasToString("row " + row.get("n"));
    }
  }
}
