package dev.wadi.server.torture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.connectors.testing.KafkaBroker;
import dev.wadi.server.client.ApiClient;
import dev.wadi.server.http.ServerProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.apache.kafka.common.IsolationLevel;

/// One pipeline from topic to topic, whose server is killed while records come in.
final class KafkaRound {
  private static final int PARTITIONS = 3;
  private static final int RECORDS_EACH_TIME = 500;
  private static final int LONGEST_LIFE_MILLIS = 1_500;
  private static final int PAUSE_MILLIS = 50;

  private final KafkaBroker broker;
  private final Path folder;
  private final Random random;
  private final Kills kills;
  private final String from;
  private final String to;
  private long sent;

  /// @param folder empty
  KafkaRound(KafkaBroker broker, Path folder, Random random, Kills kills) {
    this.broker = broker;
    this.folder = folder;
    this.random = random;
    this.kills = kills;
    this.from = broker.topic("tortured-from", PARTITIONS);
    this.to = broker.topic("tortured-to", PARTITIONS - 1);
  }

  /// @param times how often the server is killed
  /// @throws AssertionError if a record is not there, or too often
  void run(int times) throws Exception {
    try (var server = new ServerProcess(folder)) {
      server.start();
      create(server);
      for (int i = 0; i < times; i++) {
        send();
        pause(random.nextInt(LONGEST_LIFE_MILLIS));
        server.kill();
        kills.add(false, PublishedCheckpoints.in(folder.resolve("data/checkpoints"), folder));
        send();
        server.start();
      }
      List<Long> numbers = numbers();
      while (numbers.size() < sent) {
        pause(PAUSE_MILLIS);
        numbers = numbers();
      }
      assertThat(numbers).as(server.log()).isEqualTo(LongStream.range(0, sent).boxed().toList());
      kills.compared(sent);
    }
  }

  private void create(ServerProcess server) {
    String query =
        """
        SET checkpoint_interval = '40 milliseconds';
        CREATE TABLE numbers (n BIGINT) WITH (connector = 'kafka', bootstrap_servers = '%1$s',
          topic = '%2$s', format = 'json', 'source.offset' = 'earliest',
          'source.read_mode' = 'read_committed');
        CREATE TABLE copies (n BIGINT, total BIGINT) WITH (connector = 'kafka',
          bootstrap_servers = '%1$s', topic = '%3$s', format = 'json',
          'sink.commit_mode' = 'exactly_once');
        INSERT INTO copies SELECT n, n * 2 FROM numbers;
        """
            .formatted(broker.servers(), from, to);
    try (var client = new ApiClient(server.url())) {
      JsonNode pipeline =
          client.post("/pipelines", Map.of("name", "tortured", "query", query, "parallelism", 2));
      assertThat(pipeline.get("state").asText()).isEqualTo("Running");
    }
  }

  private void send() {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      int own = partition;
      broker.send(
          from,
          partition,
          LongStream.range(sent, sent + RECORDS_EACH_TIME)
              .filter(n -> n % PARTITIONS == own)
              .mapToObj("{\"n\": %d}"::formatted)
              .toArray(String[]::new));
    }
    sent += RECORDS_EACH_TIME;
  }

  private List<Long> numbers() {
    return broker.values(to, IsolationLevel.READ_COMMITTED).stream()
        .map(value -> Long.valueOf(value.replaceAll("\\{\"n\":(\\d+),.*", "$1")))
        .sorted()
        .toList();
  }

  private static void pause(int millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
