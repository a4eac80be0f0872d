package dev.wadi.server.http;

import static dev.wadi.server.http.TestServer.await;
import static dev.wadi.server.http.TestServer.path;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.connectors.testing.KafkaBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// From topic to topic, through a server that is stopped and started in all ways.
@Timeout(120)
@ExtendWith(KafkaBroker.Extension.class)
class KafkaPipelineTest {
  private static final int PARTITIONS = 3;

  @TempDir private Path directory;
  private TestServer server;
  private long sent;

  @BeforeEach
  void start() {
    server = TestServer.start(directory.resolve("data"));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void send(KafkaBroker broker, String topic, int rows) {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      int from = partition;
      broker.send(
          topic,
          partition,
          LongStream.range(sent, sent + rows)
              .filter(n -> n % PARTITIONS == from)
              .mapToObj("{\"n\": %d}"::formatted)
              .toArray(String[]::new));
    }
    sent += rows;
  }

  private static List<Long> numbers(KafkaBroker broker, String topic) {
    return broker.values(topic, IsolationLevel.READ_COMMITTED).stream()
        .map(value -> Long.valueOf(value.replaceAll("\\D", "")))
        .sorted()
        .toList();
  }

  private void awaitAllOnce(KafkaBroker broker, String topic) {
    await(() -> numbers(broker, topic).size() >= sent);
    assertThat(numbers(broker, topic)).isEqualTo(LongStream.range(0, sent).boxed().toList());
  }

  private static String copying(KafkaBroker broker, String from, String to) {
    return """
    SET checkpoint_interval = '50 milliseconds';
    CREATE TABLE numbers (n BIGINT) WITH (connector = 'kafka', bootstrap_servers = '%1$s',
      topic = '%2$s', format = 'json', 'source.offset' = 'earliest', 'source.group_id' = '%2$s');
    CREATE TABLE copies (n BIGINT) WITH (connector = 'kafka', bootstrap_servers = '%1$s',
      topic = '%3$s', format = 'json', 'sink.commit_mode' = 'exactly_once');
    INSERT INTO copies SELECT n FROM numbers;
    """
        .formatted(broker.servers(), from, to);
  }

  @Test
  void eachRowArrivesOnce(KafkaBroker broker) throws Exception {
    String from = broker.topic("from", PARTITIONS);
    String to = broker.topic("to", 2);
    JsonNode pipeline = server.pipeline(copying(broker, from, to));
    send(broker, from, 200);
    awaitAllOnce(broker, to);

    server.patch(path(pipeline), Map.of("stop", "checkpoint")).expect(200);
    assertThat(lag(broker, from)).isZero();
    send(broker, from, 50);
    server.post(path(pipeline) + "/restart", Map.of()).expect(200);
    awaitAllOnce(broker, to);

    server.patch(path(pipeline), Map.of("parallelism", 2)).expect(200);
    for (int i = 0; i < 2; i++) {
      send(broker, from, 100);
      server.patch(path(pipeline), Map.of("stop", "immediate")).expect(200);
      server.post(path(pipeline) + "/restart", Map.of()).expect(200);
    }
    awaitAllOnce(broker, to);

    send(broker, from, 100);
    server.close();
    send(broker, from, 20);
    start();
    awaitAllOnce(broker, to);
    server.patch(path(pipeline), Map.of("stop", "immediate")).expect(200);
  }

  private static long lag(KafkaBroker broker, String topic)
      throws ExecutionException, InterruptedException {
    var told = broker.admin().listConsumerGroupOffsets(topic).partitionsToOffsetAndMetadata().get();
    long lag = 0;
    for (int i = 0; i < PARTITIONS; i++) {
      int partition = i;
      long end =
          broker.records(topic, IsolationLevel.READ_UNCOMMITTED).stream()
              .filter(record -> record.partition() == partition)
              .count();
      lag += end - told.get(new TopicPartition(topic, i)).offset();
    }
    return lag;
  }

  @Test
  void windowsAreOverTheTimesOfRecords(KafkaBroker broker) {
    String topic = broker.topic("times", 1);
    for (long second : new long[] {1, 2, 61, 62, 63, 200}) {
      broker.send(
          new ProducerRecord<>(topic, 0, second * 1000, null, KafkaBroker.bytes("{\"n\": 1}")));
    }
    String counts = broker.topic("counts", 1);
    JsonNode pipeline =
        server.pipeline(
            """
            CREATE TABLE numbers (n BIGINT) WITH (connector = 'kafka', bootstrap_servers = '%1$s',
              topic = '%2$s', format = 'json', 'source.offset' = 'earliest');
            CREATE TABLE counts (c BIGINT) WITH (connector = 'kafka', bootstrap_servers = '%1$s',
              topic = '%3$s', format = 'json');
            INSERT INTO counts SELECT count(*) FROM numbers GROUP BY tumble(interval '1 minute');
            """
                .formatted(broker.servers(), topic, counts));
    await(() -> broker.values(counts, IsolationLevel.READ_UNCOMMITTED).size() >= 2);
    assertThat(broker.values(counts, IsolationLevel.READ_UNCOMMITTED))
        .containsExactly("{\"c\":2}", "{\"c\":3}");
    server.patch(path(pipeline), Map.of("stop", "immediate")).expect(200);
  }
}
