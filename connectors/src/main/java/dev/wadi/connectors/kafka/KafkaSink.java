package dev.wadi.connectors.kafka;

import dev.wadi.connectors.format.MessageFormat;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.Sink;
import java.util.Map;

/// A topic whose rows can be read when they have been written: at least once.
record KafkaSink(KafkaCluster cluster, String topic, Writing writing, MessageFormat format)
    implements Sink {
  @Override
  public int maxParallelism() {
    return Integer.MAX_VALUE;
  }

  @Override
  public boolean blocking() {
    return true;
  }

  @Override
  public boolean acceptsChangelog() {
    return format.changelog();
  }

  @Override
  public BatchWriter open(WriteContext context) {
    var output = new RecordOutput(this, Map.of());
    return new PlainWriter(output);
  }
}
