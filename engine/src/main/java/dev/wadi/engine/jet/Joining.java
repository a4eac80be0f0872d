package dev.wadi.engine.jet;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import dev.wadi.engine.cluster.ClusterSettings;
import dev.wadi.engine.cluster.FreePort;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;

/// Starts a member that works with others.
final class Joining {
  private Joining() {}

  /// Returns when the member has joined those that it has found; if there is nobody, others may
  /// join it.
  ///
  /// @param member what its processors share
  /// @throws WadiException if the settings cannot be used
  static HazelcastInstance start(ClusterSettings cluster, EngineSettings settings, Member member) {
    Config config = HazelcastConfig.joining(listening(cluster), settings, member);
    HazelcastInstance hazelcast = Hazelcast.newHazelcastInstance(config);
    hazelcast.getCluster().addMembershipListener(new Departures(hazelcast, member));
    return hazelcast;
  }

  // What Hazelcast would refuse only in its own words, after a while, is refused here.
  private static ClusterSettings listening(ClusterSettings cluster) {
    InetAddress address = address(cluster.host());
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      int port = cluster.port() == 0 ? FreePort.find(address) : cluster.port();
      socket.bind(new InetSocketAddress(address, port));
      return cluster.listeningOn(address.getHostAddress(), port);
    } catch (IOException e) {
      throw new WadiException(
              ErrorCode.PORT_IN_USE,
              "cannot listen for other members on %s:%d: %s"
                  .formatted(cluster.host(), cluster.port(), e.getMessage()),
              e)
          .withHint("stop what listens there, or take another with --cluster-port");
    }
  }

  private static InetAddress address(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      if (NetworkInterface.getByInetAddress(address) != null) {
        return address;
      }
    } catch (UnknownHostException e) {
      throw new WadiException(
              ErrorCode.INVALID_ARGUMENT, "there is no host '%s'".formatted(host), e)
          .withHint("name an address of this machine that the other members reach");
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
    throw new WadiException(
            ErrorCode.INVALID_ARGUMENT,
            "'%s' is no address of this machine by which others reach it".formatted(host))
        .withHint("name the one that they are to use: --cluster-host 10.0.0.5");
  }
}
