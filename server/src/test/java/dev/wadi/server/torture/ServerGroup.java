package dev.wadi.server.torture;

import dev.wadi.engine.cluster.FreePort;
import dev.wadi.server.catalog.Catalog;
import dev.wadi.server.catalog.JobState;
import dev.wadi.server.catalog.PostgresAddress;
import dev.wadi.server.catalog.SharedCatalog;
import dev.wadi.server.catalog.StoredOwners.StoredOwner;
import dev.wadi.server.catalog.TestPostgres;
import dev.wadi.server.http.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Servers on one catalog that have joined each other, seen from outside.
final class ServerGroup implements AutoCloseable {
  private final Path checkpoints;
  private final Catalog catalog;
  private final List<ServerProcess> servers = new ArrayList<>();

  /// @param folder where they keep everything
  ServerGroup(Path folder, int count) throws IOException {
    this.checkpoints = folder.resolve("checkpoints");
    Path key = folder.resolve("key");
    PostgresAddress address = TestPostgres.empty();
    this.catalog = Catalog.open(new SharedCatalog(address, key));
    List<Integer> ports = freePorts(count);
    String join = ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    for (int port : ports) {
      servers.add(
          new ServerProcess(
              Files.createDirectory(folder.resolve("server-" + port)),
              "--catalog=" + TestPostgres.url(address),
              "--key-file=" + key,
              "--checkpoint-dir=" + checkpoints,
              "--join=" + join,
              "--cluster-port=" + port));
    }
  }

  private static List<Integer> freePorts(int count) throws IOException {
    Set<Integer> ports = new TreeSet<>();
    while (ports.size() < count) {
      ports.add(FreePort.find(InetAddress.getLoopbackAddress()));
    }
    return List.copyOf(ports);
  }

  /// For servers under load.
  void compileWell() {
    servers.forEach(ServerProcess::compileWell);
  }

  void start() throws IOException {
    for (ServerProcess server : servers) {
      server.start();
    }
  }

  Path checkpoints() {
    return checkpoints;
  }

  ServerProcess any(Random random) {
    return servers.get(random.nextInt(servers.size()));
  }

  /// The server that a pipeline belongs to, if it is alive.
  Optional<ServerProcess> owner(String pipeline) {
    Optional<URI> url = catalog.owners().find(pipeline).flatMap(StoredOwner::url);
    return servers.stream()
        .filter(server -> url.filter(server.url()::equals).isPresent())
        .findAny();
  }

  /// One that is none of these.
  ServerProcess other(ServerProcess one, ServerProcess another) {
    return servers.stream()
        .filter(server -> server != one && server != another)
        .findFirst()
        .orElseThrow();
  }

  /// The latest run of a pipeline.
  String job(String pipeline) {
    return catalog.jobs().ofPipeline(pipeline).getFirst().id();
  }

  /// What became of the latest run of a pipeline.
  JobState state(String pipeline) {
    return catalog.jobs().ofPipeline(pipeline).getFirst().state();
  }

  String logs() throws IOException {
    var logs = new StringBuilder();
    for (ServerProcess server : servers) {
      logs.append(server.url()).append('\n').append(server.log());
    }
    return logs.toString();
  }

  @Override
  public void close() {
    servers.forEach(ServerProcess::close);
    catalog.close();
  }
}
