package dev.wadi.connectors.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// A real broker in this process, started once for all tests that ask for one as a parameter.
public final class KafkaBroker implements AutoCloseable {
  private static final AtomicInteger TOPICS = new AtomicInteger();

  private final KafkaClusterTestKit cluster;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Admin admin;

  /// Gives tests the broker, and ends it after the last one.
  public static final class Extension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == KafkaBroker.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.GLOBAL)
          .computeIfAbsent(KafkaBroker.class, _ -> start(), KafkaBroker.class);
    }
  }

  KafkaBroker(KafkaClusterTestKit cluster) {
    this.cluster = cluster;
    Map<String, Object> configs = Map.of("bootstrap.servers", cluster.bootstrapServers());
    this.producer =
        new KafkaProducer<>(configs, new ByteArraySerializer(), new ByteArraySerializer());
    this.admin = Admin.create(configs);
  }

  /// A broker of one's own.
  public static KafkaBroker start() {
    return new KafkaBroker(cluster(Map.of()));
  }

  /// @param configs of the broker, besides those that make it small
  static KafkaClusterTestKit cluster(Map<String, String> configs) {
    try {
      var nodes =
          new TestKitNodes.Builder()
              .setCombined(true)
              .setNumBrokerNodes(1)
              .setNumControllerNodes(1)
              .build();
      var kit =
          new KafkaClusterTestKit.Builder(nodes)
              .setConfigProp("auto.create.topics.enable", "false")
              .setConfigProp("offsets.topic.num.partitions", "1")
              .setConfigProp("offsets.topic.replication.factor", "1")
              .setConfigProp("transaction.state.log.num.partitions", "1")
              .setConfigProp("transaction.state.log.replication.factor", "1")
              .setConfigProp("transaction.state.log.min.isr", "1")
              .setConfigProp("transaction.abort.timed.out.transaction.cleanup.interval.ms", "200");
      configs.forEach(kit::setConfigProp);
      KafkaClusterTestKit cluster = kit.build();
      cluster.format();
      cluster.startup();
      cluster.waitForReadyBrokers();
      return cluster;
    } catch (Exception e) {
      throw new IllegalStateException("no broker", e);
    }
  }

  public String servers() {
    return cluster.bootstrapServers();
  }

  public Admin admin() {
    return admin;
  }

  /// A new topic, with a name that begins as told.
  public String topic(String name, int partitions) {
    String topic = name.toLowerCase(Locale.ROOT) + "-" + TOPICS.incrementAndGet();
    try {
      admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return topic;
  }

  /// Gives a topic more partitions.
  public void grow(String topic, int partitions) {
    try {
      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all().get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public void send(String topic, int partition, String... values) {
    List<Future<?>> sent = new ArrayList<>();
    for (String value : values) {
      sent.add(producer.send(new ProducerRecord<>(topic, partition, null, bytes(value))));
    }
    sent.forEach(KafkaBroker::await);
  }

  /// Writes a record and waits until it is there.
  public void send(ProducerRecord<byte[], byte[]> record) {
    await(producer.send(record));
  }

  private static void await(Future<?> done) {
    try {
      done.get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Of a text, or null.
  public static byte[] bytes(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  /// The values of all records that are there for a reader, partition by partition.
  public List<String> values(String topic, IsolationLevel isolation) {
    return records(topic, isolation).stream()
        .map(record ->
            record.value() == null ? null : new String(record.value(), StandardCharsets.UTF_8))
        .toList();
  }

  /// All records that are there for a reader, partition by partition.
  public List<ConsumerRecord<byte[], byte[]>> records(String topic, IsolationLevel isolation) {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    Map<String, Object> configs =
        Map.of(
            "bootstrap.servers",
            servers(),
            "isolation.level",
            isolation.name().toLowerCase(Locale.ROOT),
            "auto.offset.reset",
            "earliest");
    try (var consumer =
        new KafkaConsumer<>(configs, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      for (var info : consumer.partitionsFor(topic)) {
        var partition = new TopicPartition(topic, info.partition());
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        while (consumer.position(partition) < end) {
          consumer.poll(Duration.ofMillis(100)).forEach(all::add);
        }
      }
    }
    return all;
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
    try {
      cluster.close();
    } catch (Exception e) {
      throw new IllegalStateException("the broker does not end", e);
    }
  }
}
