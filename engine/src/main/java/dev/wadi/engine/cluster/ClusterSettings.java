package dev.wadi.engine.cluster;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// How a server finds the others of its cluster.
///
/// @param name of the cluster; servers of another one are not joined
/// @param host an address of this machine by which the others reach this member
/// @param port where it listens for them; 0 for any free one
/// @param join where others may be: `host` or `host:port`; none of them needs to be there yet, and
///   this one may be among them
/// @param api where this member answers requests, if it does
public record ClusterSettings(
    String name, String host, int port, List<String> join, Optional<URI> api) {
  public static final String DEFAULT_NAME = "wadi";
  public static final String DEFAULT_HOST = "127.0.0.1";
  public static final int DEFAULT_PORT = 5117;

  public ClusterSettings {
    join = List.copyOf(join);
  }

  /// The same for a member that listens there.
  public ClusterSettings listeningOn(String address, int freePort) {
    return new ClusterSettings(name, address, freePort, join, api);
  }

  /// The same for a member that answers requests there.
  public ClusterSettings answeringAt(URI url) {
    return new ClusterSettings(name, host, port, join, Optional.of(url));
  }
}
