package dev.wadi.connectors.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/// Asks brokers about topics; blocks. One thread at a time.
final class Topics implements AutoCloseable {
  private final KafkaCluster cluster;
  private final Admin admin;

  private Topics(KafkaCluster cluster) {
    this.cluster = cluster;
    this.admin = cluster.admin();
  }

  static Topics open(KafkaCluster cluster) {
    return new Topics(cluster);
  }

  int brokers() {
    return wait("cannot ask the brokers", admin.describeCluster().nodes()).size();
  }

  /// In ascending order.
  List<TopicPartition> partitions(String topic) {
    return wait(
            "topic '%s'".formatted(topic),
            admin.describeTopics(Set.of(topic)).topicNameValues().get(topic))
        .partitions()
        .stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }

  /// The first or the next offset of each partition.
  Map<TopicPartition, Long> offsets(
      Collection<TopicPartition> partitions, OffsetSpec which, IsolationLevel isolation) {
    if (partitions.isEmpty()) {
      return Map.of();
    }
    var found =
        wait(
            "cannot ask for offsets",
            admin
                .listOffsets(
                    partitions.stream().collect(Collectors.toMap(each -> each, _ -> which)),
                    new ListOffsetsOptions(isolation))
                .all());
    Map<TopicPartition, Long> offsets = new HashMap<>();
    found.forEach((partition, offset) -> offsets.put(partition, offset.offset()));
    return offsets;
  }

  /// Where a consumer group goes on, of the partitions that it knows.
  Map<TopicPartition, Long> committed(String group) {
    Map<TopicPartition, OffsetAndMetadata> found =
        wait(
            "cannot ask for the offsets of group '%s'".formatted(group),
            admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    Map<TopicPartition, Long> offsets = new HashMap<>();
    found.forEach((partition, offset) -> {
      if (offset != null) {
        offsets.put(partition, offset.offset());
      }
    });
    return offsets;
  }

  private <T> T wait(String what, KafkaFuture<T> answer) {
    return KafkaErrors.answer(cluster, what, answer);
  }

  @Override
  public void close() {
    admin.close();
  }
}
