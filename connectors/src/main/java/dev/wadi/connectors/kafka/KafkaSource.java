package dev.wadi.connectors.kafka;

import dev.wadi.connectors.format.BadData;
import dev.wadi.connectors.format.MessageFormat;
import dev.wadi.sdk.connector.GrowingSource;
import dev.wadi.sdk.connector.HasMetadata;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.SplitReader;
import dev.wadi.sdk.connector.TableDefinition;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// A topic. A split is a partition; its position is the offset of the next record.
final class KafkaSource implements GrowingSource {
  private final TableDefinition table;
  private final KafkaCluster cluster;
  private final String topic;
  private final Reading reading;
  private final MessageFormat format;
  private final BadData badData;
  private final PartitionFetcher fetcher;

  /// @throws dev.wadi.sdk.error.WadiException if the format cannot have one of the columns
  KafkaSource(
      TableDefinition table,
      KafkaCluster cluster,
      String topic,
      Reading reading,
      MessageFormat format,
      BadData badData) {
    this.table = table;
    this.cluster = cluster;
    this.topic = topic;
    this.reading = reading;
    this.format = format;
    this.badData = badData;
    this.fetcher = new PartitionFetcher(cluster, reading);
    if (format.changelog()) {
      HasMetadata.requireNone(table.schema());
    }
  }

  @Override
  public boolean bounded() {
    return false;
  }

  @Override
  public boolean blocking() {
    return true;
  }

  @Override
  public boolean changelog() {
    return format.changelog();
  }

  @Override
  public boolean leavesOut() {
    return badData == BadData.DROP;
  }

  @Override
  public boolean tellsTime() {
    return !format.changelog();
  }

  @Override
  public List<Split> splits(int parallelism) {
    try (Topics topics = Topics.open(cluster)) {
      List<TopicPartition> partitions = topics.partitions(topic);
      return splits(partitions, reading.begin(topics, partitions));
    }
  }

  private static List<Split> splits(
      List<TopicPartition> partitions, Map<TopicPartition, Long> begin) {
    return partitions.stream()
        .map(partition ->
            new Split(Integer.toString(partition.partition()), Long.toString(begin.get(partition))))
        .toList();
  }

  @Override
  public int owner(Split split, int parallelism) {
    return Integer.parseInt(split.id()) % parallelism;
  }

  @Override
  public SplitSearch search() {
    return new PartitionSearch(
        cluster,
        topics -> {
          List<TopicPartition> partitions = topics.partitions(topic);
          return splits(partitions, reading.beginLater(topics, partitions));
        });
  }

  @Override
  public SplitReader open(Split split, ReadContext context) {
    var partition = new TopicPartition(topic, Integer.parseInt(split.id()));
    var reader = new PartitionReader(partition, fetcher, format, badData, table.schema(), context);
    try {
      fetcher.add(partition, Long.parseLong(split.position()), context.batchRows());
      return reader;
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }
}
