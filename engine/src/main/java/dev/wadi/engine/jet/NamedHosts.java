package dev.wadi.engine.jet;

import com.hazelcast.cluster.Address;
import com.hazelcast.config.properties.PropertyDefinition;
import com.hazelcast.logging.ILogger;
import com.hazelcast.spi.discovery.AbstractDiscoveryStrategy;
import com.hazelcast.spi.discovery.DiscoveryNode;
import com.hazelcast.spi.discovery.DiscoveryStrategy;
import com.hazelcast.spi.discovery.DiscoveryStrategyFactory;
import com.hazelcast.spi.discovery.SimpleDiscoveryNode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Where other members are whose hosts have names: at all addresses that a name has now, each time
/// when Hazelcast asks. Its own list of members takes only the first one of each name, and takes
/// the name for this member's if that is among them.
final class NamedHosts extends AbstractDiscoveryStrategy {
  private final List<String> hosts;

  private NamedHosts(List<String> hosts, ILogger logger) {
    super(logger, Map.of());
    this.hosts = hosts;
  }

  /// @param hosts `host:port` each
  /// @return what Hazelcast wants to have made of it
  static DiscoveryStrategyFactory of(List<String> hosts) {
    return new Factory(List.copyOf(hosts));
  }

  /// Whether one of the hosts has a name.
  ///
  /// @param hosts `host:port` each
  static boolean areAmong(List<String> hosts) {
    return hosts.stream().anyMatch(host -> host.chars().anyMatch(Character::isLetter));
  }

  private record Factory(List<String> hosts) implements DiscoveryStrategyFactory {
    @Override
    public Class<? extends DiscoveryStrategy> getDiscoveryStrategyType() {
      return NamedHosts.class;
    }

    @Override
    public DiscoveryStrategy newDiscoveryStrategy(
        DiscoveryNode self,
        ILogger logger,
        @SuppressWarnings("rawtypes") Map<String, Comparable> options) {
      return new NamedHosts(hosts, logger);
    }

    @Override
    public Collection<PropertyDefinition> getConfigurationProperties() {
      return List.of();
    }
  }

  @Override
  public Iterable<DiscoveryNode> discoverNodes() {
    return hosts.stream().flatMap(this::nodes).toList();
  }

  private Stream<DiscoveryNode> nodes(String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    int port = Integer.parseInt(hostAndPort.substring(colon + 1));
    try {
      return Stream.of(InetAddress.getAllByName(hostAndPort.substring(0, colon)))
          .map(address -> new SimpleDiscoveryNode(new Address(address, port)));
    } catch (UnknownHostException e) {
      // It may get its address later.
      getLogger().fine(hostAndPort + " has no address yet");
      return Stream.empty();
    }
  }
}
