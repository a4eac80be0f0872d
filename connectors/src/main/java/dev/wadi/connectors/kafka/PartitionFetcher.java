package dev.wadi.connectors.kafka;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one consumer of all partitions that a subtask reads: it is there as long as there are any.
/// Thread-safe.
final class PartitionFetcher {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionFetcher.class);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final KafkaCluster cluster;
  private final Reading reading;
  private final Map<TopicPartition, Fetched> partitions = new HashMap<>();
  private KafkaConsumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, OffsetAndMetadata> untold = new HashMap<>();
  private boolean groupFailed;

  private static final class Fetched {
    private final Queue<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>();
    // Behind the last record, and behind what transactions leave there.
    private long end;

    private Fetched(long offset) {
      this.end = offset;
    }
  }

  PartitionFetcher(KafkaCluster cluster, Reading reading) {
    this.cluster = cluster;
    this.reading = reading;
  }

  /// @param offset where to begin
  /// @param recordsMax how many to get at a time, of the first that asks
  synchronized void add(TopicPartition partition, long offset, int recordsMax) {
    if (consumer == null) {
      consumer = cluster.consumer(reading.configs(recordsMax));
    }
    partitions.put(partition, new Fetched(offset));
    consumer.assign(partitions.keySet());
    consumer.seek(partition, offset);
  }

  /// Takes what the consumer has, if nothing is left of a partition.
  synchronized void fetch(TopicPartition partition) {
    if (!partitions.get(partition).records.isEmpty()) {
      return;
    }
    try {
      ConsumerRecords<byte[], byte[]> polled = consumer.poll(Duration.ZERO);
      for (TopicPartition each : polled.partitions()) {
        partitions.get(each).records.addAll(polled.records(each));
      }
      polled.nextOffsets().forEach((each, next) -> partitions.get(each).end = next.offset());
    } catch (KafkaException e) {
      throw cluster.failed("cannot read " + partition, e);
    }
  }

  /// The next record that has been fetched, or null.
  synchronized ConsumerRecord<byte[], byte[]> next(TopicPartition partition) {
    return partitions.get(partition).records.poll();
  }

  /// The offset of the record that comes next.
  synchronized long position(TopicPartition partition) {
    Fetched fetched = partitions.get(partition);
    return fetched.records.isEmpty() ? fetched.end : fetched.records.peek().offset();
  }

  /// Tells the group, if there is one, how far records have been processed.
  synchronized void processed(TopicPartition partition, long next) {
    if (reading.group().isPresent()) {
      untold.put(partition, new OffsetAndMetadata(next));
      consumer.commitAsync(Map.of(partition, new OffsetAndMetadata(next)), this::answered);
    }
  }

  private void answered(Map<TopicPartition, OffsetAndMetadata> offsets, Exception failure) {
    if (failure == null) {
      offsets.forEach(untold::remove);
      groupFailed = false;
    } else if (!(failure instanceof RetriableException)) {
      warn(failure);
    }
  }

  private void warn(Exception failure) {
    if (!groupFailed) {
      LOG.warn(
          "group '{}' cannot be told how far kafka has been read; that is only for people: {}",
          reading.group().orElse(""),
          failure.getMessage());
    }
    groupFailed = true;
  }

  // What was said last may not have been heard yet.
  private void tellTheRest() {
    try {
      if (!untold.isEmpty()) {
        consumer.commitSync(Map.copyOf(untold), CLOSING);
      }
    } catch (KafkaException e) {
      warn(e);
    }
    untold.clear();
  }

  synchronized void remove(TopicPartition partition) {
    if (partitions.remove(partition) == null) {
      return;
    }
    if (partitions.isEmpty()) {
      tellTheRest();
      consumer.close(CloseOptions.timeout(CLOSING));
      consumer = null;
    } else {
      consumer.assign(partitions.keySet());
    }
  }
}
