package dev.wadi.connectors;

import dev.wadi.connectors.blackhole.BlackholeConnector;
import dev.wadi.connectors.filesystem.FilesystemConnector;
import dev.wadi.connectors.filesystem.SingleFileConnector;
import dev.wadi.connectors.impulse.ImpulseConnector;
import dev.wadi.connectors.nexmark.NexmarkConnector;
import dev.wadi.connectors.redis.RedisConnector;
import dev.wadi.connectors.stdout.StdoutConnector;
import dev.wadi.sdk.connector.Connector;
import java.util.List;

/// All connectors that ship with Wadi.
public final class Connectors {
  private Connectors() {}

  public static List<Connector> all() {
    return List.of(
        new BlackholeConnector(),
        new FilesystemConnector(),
        new ImpulseConnector(),
        new NexmarkConnector(),
        new RedisConnector(),
        new SingleFileConnector(),
        new StdoutConnector());
  }
}
