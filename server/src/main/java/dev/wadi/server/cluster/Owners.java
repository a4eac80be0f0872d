package dev.wadi.server.cluster;

import static java.util.stream.Collectors.joining;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.Catalog;
import dev.wadi.server.catalog.StoredOwners.StoredOwner;
import dev.wadi.server.catalog.StoredServers.StoredServer;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Whose the pipelines are. One that is stored belongs to the server that the catalog says; a
/// preview is its server's for ever, whose name is a part of its own. Thread-safe.
public final class Owners {
  private static final String SERVER = "srv_";
  private static final String PREVIEW = "pl_";
  private static final int LENGTH = 12;
  private static final int LETTERS = 26;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Catalog catalog;
  private final String self;
  // Of the pipelines that this server takes for its own.
  private final Map<String, Long> terms = new ConcurrentHashMap<>();

  /// @param self the id of this server: `srv_` and letters and digits
  public Owners(Catalog catalog, String self) {
    this.catalog = catalog;
    this.self = self;
  }

  /// An id for a server that starts.
  public static String newServer() {
    return SERVER + RANDOM.ints(LENGTH, 0, LETTERS).mapToObj(Owners::letter).collect(joining());
  }

  private static String letter(int number) {
    return String.valueOf((char) ('a' + number));
  }

  /// What the ids of previews begin with, apart from `_`.
  public String previewPrefix() {
    return catalog.isShared() ? PREVIEW + self.substring(SERVER.length()) : "pl";
  }

  /// Makes a pipeline this server's, unless it belongs to another one that is alive.
  ///
  /// @return whether it is this server's now
  public boolean claim(String pipelineId) {
    return claimed(pipelineId).serverId().equals(self);
  }

  private StoredOwner claimed(String pipelineId) {
    StoredOwner owner = catalog.owners().claim(pipelineId, self);
    if (owner.serverId().equals(self)) {
      terms.put(pipelineId, owner.term());
    }
    return owner;
  }

  /// The same for those who cannot go on without it.
  ///
  /// @throws WadiException if it belongs to another server
  public void require(String pipelineId) {
    StoredOwner owner = claimed(pipelineId);
    if (!owner.serverId().equals(self)) {
      throw elsewhere(pipelineId, owner.url());
    }
  }

  /// @throws WadiException if a pipeline or preview belongs to another server that is alive
  public void requireNotElsewhere(String id) {
    elsewhere(id)
        .ifPresent(url -> {
          throw elsewhere(id, Optional.of(url));
        });
  }

  /// Where the server is to which a pipeline or preview belongs, if it is alive and not this one.
  public Optional<URI> elsewhere(String id) {
    if (!catalog.isShared()) {
      return Optional.empty();
    }
    return isPreview(id)
        ? previewElsewhere(id)
        : catalog
            .owners()
            .find(id)
            .filter(owner -> !owner.serverId().equals(self))
            .flatMap(StoredOwner::url);
  }

  /// Where that server answers gRPC, as {@link #elsewhere} says.
  ///
  /// @return such as `grpc://host:5116`
  public Optional<URI> grpcElsewhere(String id) {
    return elsewhere(id)
        .flatMap(
            url -> catalog.servers().all().stream().filter(at -> at.url().equals(url)).findFirst())
        .filter(server -> server.grpcPort() > 0)
        .map(Owners::grpc);
  }

  private static URI grpc(StoredServer server) {
    String scheme = server.url().getScheme().equals("https") ? "grpcs" : "grpc";
    return URI.create("%s://%s:%d".formatted(scheme, server.url().getHost(), server.grpcPort()));
  }

  /// Where the server is that has a preview, if it is alive and not this one.
  public Optional<URI> previewElsewhere(String id) {
    if (!isPreview(id)) {
      return Optional.empty();
    }
    String server = SERVER + id.split("_", -1)[1];
    return server.equals(self)
        ? Optional.empty()
        : catalog.servers().find(server).map(StoredServer::url);
  }

  private static boolean isPreview(String id) {
    return id.split("_", -1).length == 3;
  }

  private static WadiException elsewhere(String id, Optional<URI> url) {
    return new WadiException(
            ErrorCode.SERVED_ELSEWHERE,
            url.map(at -> "'%s' is with the server at %s".formatted(id, at))
                .orElseGet(() -> "another server has just taken over '%s'".formatted(id)))
        .withHint(url.isPresent() ? "ask that server" : "ask again in a moment");
  }

  /// Does something in a transaction at whose end the pipeline still is this server's.
  ///
  /// @throws WadiException if it is not any more
  public void whileOwned(String pipelineId, Runnable action) {
    catalog.atomically(() -> {
      if (!isHeld(pipelineId)) {
        throw elsewhere(pipelineId, Optional.empty());
      }
      action.run();
    });
  }

  /// Does something in a transaction, if at its end the pipeline still is this server's.
  public void ifOwned(String pipelineId, Runnable action) {
    catalog.atomically(() -> {
      if (isHeld(pipelineId)) {
        action.run();
      }
    });
  }

  private boolean isHeld(String pipelineId) {
    Long term = terms.get(pipelineId);
    return term != null && catalog.owners().hold(pipelineId, self, term);
  }

  /// The pipelines that were this server's, and are not any more; says so once.
  public Set<String> lost() {
    // Those that come while the catalog is asked are not looked for.
    Map<String, Long> lost = new HashMap<>(terms);
    lost.entrySet().removeAll(catalog.owners().of(self).entrySet());
    lost.forEach(terms::remove);
    return lost.keySet();
  }

  /// The pipelines that should run, and belong to nobody who is alive.
  public List<String> orphans() {
    return catalog.owners().orphans();
  }
}
