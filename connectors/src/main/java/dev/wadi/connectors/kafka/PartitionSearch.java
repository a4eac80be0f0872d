package dev.wadi.connectors.kafka;

import dev.wadi.sdk.connector.GrowingSource.SplitSearch;
import dev.wadi.sdk.connector.Source.Split;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks for partitions that a topic has got.
final class PartitionSearch implements SplitSearch {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionSearch.class);
  private static final long PAUSE_MILLIS = TimeUnit.SECONDS.toMillis(30);

  private final KafkaCluster cluster;
  private final Function<Topics, List<Split>> look;
  private Topics topics;

  PartitionSearch(KafkaCluster cluster, Function<Topics, List<Split>> look) {
    this.cluster = cluster;
    this.look = look;
  }

  @Override
  public long pauseMillis() {
    return PAUSE_MILLIS;
  }

  @Override
  public List<Split> find() {
    if (topics == null) {
      topics = Topics.open(cluster);
    }
    try {
      return look.apply(topics);
    } catch (WadiException e) {
      // Whoever reads waits for the brokers to come back, too. A topic that is gone stays gone.
      if (e.getCause() instanceof RetriableException
          && !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        LOG.warn("{}", e.getMessage());
        return List.of();
      }
      throw e;
    }
  }

  @Override
  public void close() {
    if (topics != null) {
      topics.close();
    }
  }
}
