package dev.wadi.engine.jet;

import com.hazelcast.config.Config;
import com.hazelcast.config.DiscoveryStrategyConfig;
import com.hazelcast.config.ExecutorConfig;
import com.hazelcast.config.InterfacesConfig;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.SerializerConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.nio.serialization.StreamSerializer;
import dev.wadi.engine.cluster.ClusterSettings;
import java.net.URI;
import java.util.Map;

/// How Hazelcast is told what we want of it: nothing that it does by itself.
final class HazelcastConfig {
  /// What members say to each other; members that speak otherwise do not find together.
  private static final int PROTOCOL = 2;

  /// Jet's default of 1,024 batches per queue would hold gigabytes in flight.
  private static final int QUEUE_BATCHES = 8;

  private static final int SECONDS_WITHOUT_HEARTBEAT = 10;
  private static final int SECONDS_TO_CONNECT = 5;
  // After a network that was cut has healed, the smaller part joins the larger one again.
  private static final int SECONDS_TO_FIRST_MERGE = 20;
  private static final int SECONDS_TO_NEXT_MERGE = 10;

  // Until the next member coordinates Jet's jobs, when the one has left that did.
  private static final int MILLIS_TO_FIND_JOBS = 500;

  // Who reads the letters of other members.
  private static final int READERS = 4;

  private HazelcastConfig() {}

  /// Of a member without a network.
  static Config alone(String name, EngineSettings settings) {
    return quiet(name, settings);
  }

  /// Of a member that works with others.
  ///
  /// @param cluster with an address as its host, and a port
  /// @param member what its processors share
  static Config joining(ClusterSettings cluster, EngineSettings settings, Member member) {
    Config config = quiet("%s-v%d".formatted(cluster.name(), PROTOCOL), settings);
    config
        .setProperty("hazelcast.heartbeat.interval.seconds", "1")
        .setProperty("hazelcast.max.no.heartbeat.seconds", "" + SECONDS_WITHOUT_HEARTBEAT)
        .setProperty("hazelcast.merge.first.run.delay.seconds", "" + SECONDS_TO_FIRST_MERGE)
        .setProperty("hazelcast.merge.next.run.delay.seconds", "" + SECONDS_TO_NEXT_MERGE)
        .setProperty("hazelcast.socket.bind.any", "false")
        .setProperty("hazelcast.discovery.enabled", "" + NamedHosts.areAmong(cluster.join()))
        .setProperty("hazelcast.jet.job.scan.period", "" + MILLIS_TO_FIND_JOBS);
    config
        .getMemberAttributeConfig()
        .setAttribute(HazelcastCluster.API, cluster.api().map(URI::toString).orElse(""));
    // Of all that Hazelcast can serve on a port, only members: no clients, no REST, no memcache.
    config
        .getAdvancedNetworkConfig()
        .setEnabled(true)
        .setMemberEndpointConfig(endpoint(cluster))
        .setJoin(join(cluster));
    config
        .getSerializationConfig()
        .setJavaSerializationFilterConfig(filter())
        .addSerializerConfig(serializer(Parcel.class, new ParcelSerializer(member)))
        .addSerializerConfig(serializer(Delivery.class, new Delivery.Serializer()));
    config.addExecutorConfig(new ExecutorConfig(Mail.EXECUTOR, READERS));
    member.attachTo(config.getUserContext());
    return config;
  }

  private static <T> SerializerConfig serializer(Class<T> type, StreamSerializer<T> serializer) {
    return new SerializerConfig().setTypeClass(type).setImplementation(serializer);
  }

  private static ServerSocketEndpointConfig endpoint(ClusterSettings cluster) {
    var endpoint = new ServerSocketEndpointConfig();
    endpoint.setPort(cluster.port()).setPortAutoIncrement(false);
    endpoint.setInterfaces(new InterfacesConfig().setEnabled(true).addInterface(cluster.host()));
    return endpoint;
  }

  private static JoinConfig join(ClusterSettings cluster) {
    var join = new JoinConfig();
    join.getMulticastConfig().setEnabled(false);
    join.getAutoDetectionConfig().setEnabled(false);
    if (NamedHosts.areAmong(cluster.join())) {
      join.getDiscoveryConfig()
          .addDiscoveryStrategyConfig(
              new DiscoveryStrategyConfig(NamedHosts.of(cluster.join()), Map.of()));
      return join;
    }
    join.getTcpIpConfig()
        .setEnabled(true)
        .setConnectionTimeoutSeconds(SECONDS_TO_CONNECT)
        .setMembers(cluster.join());
    return join;
  }

  // What members send each other is serialized by Java, here and there: no class is made that is
  // neither Hazelcast's nor a plain value, but for those of ours that make processors, and errors.
  private static JavaSerializationFilterConfig filter() {
    var filter = new JavaSerializationFilterConfig().setDefaultsDisabled(true);
    filter
        .getWhitelist()
        .addPrefixes(
            "dev.wadi.engine.jet.",
            "dev.wadi.sdk.error.",
            "com.hazelcast.",
            "java.lang.",
            "java.util.",
            "java.time.",
            "[");
    return filter;
  }

  private static Config quiet(String name, EngineSettings settings) {
    var config = new Config().setClusterName(name);
    config
        .setProperty("hazelcast.phone.home.enabled", "false")
        .setProperty("hazelcast.shutdownhook.enabled", "false")
        .setProperty("hazelcast.logging.type", "slf4j")
        .setProperty("hazelcast.wait.seconds.before.join", "0")
        .setProperty("hazelcast.operation.thread.count", "2")
        .setProperty("hazelcast.operation.generic.thread.count", "2")
        .setProperty("hazelcast.event.thread.count", "1");
    config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
    config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
    config
        .getJetConfig()
        .setEnabled(true)
        .setCooperativeThreadCount(settings.threads())
        .getDefaultEdgeConfig()
        .setQueueSize(QUEUE_BATCHES);
    return config;
  }
}
