package dev.wadi.connectors;

import dev.wadi.connectors.blackhole.BlackholeConnector;
import dev.wadi.connectors.filesystem.FilesystemConnector;
import dev.wadi.connectors.filesystem.SingleFileConnector;
import dev.wadi.connectors.impulse.ImpulseConnector;
import dev.wadi.connectors.kafka.KafkaConnector;
import dev.wadi.connectors.nexmark.NexmarkConnector;
import dev.wadi.connectors.redis.RedisConnector;
import dev.wadi.connectors.stdout.StdoutConnector;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.format.FormatProvider;
import java.util.List;

/// All connectors that ship with Wadi.
public final class Connectors {
  private Connectors() {}

  /// Without formats of plugins.
  public static List<Connector> all() {
    return all(FormatProvider.NONE);
  }

  /// @param plugins where formats come from that are not built in
  public static List<Connector> all(FormatProvider plugins) {
    return List.of(
        new BlackholeConnector(),
        new FilesystemConnector(plugins),
        new ImpulseConnector(),
        new KafkaConnector(plugins),
        new NexmarkConnector(),
        new RedisConnector(plugins),
        new SingleFileConnector(plugins),
        new StdoutConnector(plugins));
  }
}
