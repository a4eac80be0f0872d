package dev.wadi.server.http;

import dev.wadi.engine.cluster.Cluster;
import dev.wadi.engine.cluster.ClusterSettings;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.access.AuditLog;
import dev.wadi.server.access.Tokens;
import dev.wadi.server.catalog.Catalog;
import dev.wadi.server.checkpoint.CheckpointLocation;
import dev.wadi.server.checkpoint.CheckpointStores;
import dev.wadi.server.cluster.Owners;
import dev.wadi.server.cluster.Presence;
import dev.wadi.server.connection.Connections;
import dev.wadi.server.control.PipelineCalls;
import dev.wadi.server.control.PluginCalls;
import dev.wadi.server.flight.FlightService;
import dev.wadi.server.grpc.CallForwarding;
import dev.wadi.server.grpc.Callers;
import dev.wadi.server.grpc.Reception;
import dev.wadi.server.metrics.CallFigures;
import dev.wadi.server.metrics.Exposition;
import dev.wadi.server.metrics.RequestFigures;
import dev.wadi.server.pipeline.ConnectionProfiles;
import dev.wadi.server.pipeline.ConnectionTables;
import dev.wadi.server.pipeline.ConnectionTests;
import dev.wadi.server.pipeline.OneShotQueries;
import dev.wadi.server.pipeline.PipelineCheckpoints;
import dev.wadi.server.pipeline.Pipelines;
import dev.wadi.server.pipeline.Plugins;
import dev.wadi.server.pipeline.QueryRunner;
import dev.wadi.server.pipeline.WarmUp;
import dev.wadi.server.trace.Tracing;
import dev.wadi.wasm.GuestCodeCache;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A server: the catalog, the engine, and the interfaces in front of them.
public final class WadiServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WadiServer.class);
  private static final int CALLS_OF_A_CONNECTION = 1_000;

  private final ServerSettings settings;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Gate gate = new Gate();
  private final Gate grpcGate = new Gate();
  private final Connections connections;
  private HttpServer http;
  private HttpServer grpc;
  private Readiness readiness;
  private List<String> routes = List.of();

  private WadiServer(ServerSettings settings) {
    this.settings = settings;
    this.connections =
        new Connections(
            settings.http().connections(),
            (status, reason) -> Json.write(Problem.ofRequest(status, reason, null)));
  }

  /// Starts a server; it answers requests when this returns.
  ///
  /// @throws WadiException if the port or the data directory is in use
  public static WadiServer start(ServerSettings settings) {
    var server = new WadiServer(settings);
    try {
      server.start();
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void start() {
    Vertx vertx = connections.watched(withoutFileCache());
    parts.push(() -> await(vertx.close()));
    // The ports first: if one is taken, the rest would start in vain.
    var bodies = new BodyDeadline(vertx, settings.http().connections().body(), gate);
    http = listen(vertx, options(settings.http().port()), "--port", bodies);
    grpc = listen(vertx, grpcOptions(), "--grpc-port", grpcGate);
    connections.letStream(grpc.actualPort());
    Catalog catalog = catalog();
    parts.push(catalog);
    Tracing tracing = settings.otlp().map(to -> Tracing.to(to, version())).orElseGet(Tracing::off);
    parts.push(tracing);
    var tokens = new Tokens(catalog.tokens(), Clock.systemUTC(), settings.administrator());
    requireLoopbackOr(tokens);
    Optional<CheckpointStores> stores = settings.checkpointLocation().map(CheckpointLocation::open);
    stores.ifPresent(parts::push);
    QueryRunner runner = QueryRunner.start(settings.engine().in(inCluster()), codeCache());
    parts.push(runner);
    settings
        .engine()
        .cluster()
        .ifPresent(_ -> LOG.info("working with {}", runner.cluster().members()));
    parts.push(WarmUp.start(runner));
    var plugins = new Plugins(runner.plugins(), catalog, settings.trusted());
    if (catalog.isShared()) {
      stores.ifPresent(checkpoints -> runner.share(plugins, checkpoints));
    }
    var profiles = new ConnectionProfiles(runner, catalog);
    parts.push(profiles);
    var tables = new ConnectionTables(runner, catalog, plugins, profiles);
    String id = Owners.newServer();
    var presence =
        new Presence(
            catalog.servers(), id, urlForOthers(), grpc.actualPort(), silence(), System::nanoTime);
    parts.push(presence);
    var pipelines =
        new Pipelines(
            catalog,
            runner,
            plugins,
            tables,
            new Owners(catalog, id),
            settings.pipelines(),
            new PipelineCheckpoints(stores, settings.pipelines().checkpointInterval(), tracing));
    parts.push(pipelines);
    if (!catalog.isShared()) {
      catalog.servers().removeOthers(id);
    }
    pipelines.resume();
    var queries = new OneShotQueries(runner, tables, pipelines, settings.pipelines().parallelism());
    parts.push(queries);
    var rates = new RequestRates(settings.http().requestRate(), System::nanoTime);
    var access = new Access(tokens, rates);
    readiness = new Readiness(catalog.jobs()::activePipelines, pipelines::haveResumed);
    var requests = new RequestFigures();
    var calls = new CallFigures();
    Duration stall = settings.http().connections().stall();
    var audit = new AuditLog(catalog.audit(), Clock.systemUTC());
    var keys = new IdempotencyKeys(catalog.answers(), Clock.systemUTC());
    var api = new Api(vertx, access, keys, new Audit(audit), requests);
    if (tracing.isOn()) {
      api.trace(tracing);
    }
    if (catalog.isShared()) {
      api.forward(new Forwarding(vertx, settings.http().tls()), pipelines);
    }
    api.add(new HealthEndpoints(readiness));
    api.add(
        new Exposition(
            pipelines::running, requests, calls, connections, version(), Clock.systemUTC()));
    api.add(new DebugEndpoints(plugins, pipelines));
    api.add(new QueryEndpoint(queries, stall));
    api.add(new ConnectorEndpoints(runner::latestConnectors, plugins));
    api.add(new PluginEndpoints(plugins, pipelines));
    var tests = new ConnectionTests(runner, tables, profiles);
    api.add(new ConnectionProfileEndpoints(profiles, tests));
    api.add(new ConnectionTableEndpoints(tables, tests));
    api.add(new PipelineEndpoints(pipelines));
    api.add(new SavepointEndpoints(pipelines));
    api.add(new JobEndpoints(pipelines));
    api.add(new AccessEndpoints(tokens, catalog.audit()));
    routes = api.routes();
    gate.open(api.router());
    var reception =
        new Reception(
            new Callers(tokens, rates::take, audit),
            calls,
            tracing,
            stall,
            catalog.isShared() ? forwarding(vertx, pipelines) : CallForwarding.none());
    grpcGate.open(
        new GrpcInterface(
            vertx,
            reception,
            new FlightService(reception, queries, tables, version()),
            new PluginCalls(plugins, pipelines),
            new PipelineCalls(pipelines)));
    // No new requests while the rest goes down.
    parts.push(() -> await(http.close()));
    parts.push(() -> await(grpc.close()));
    parts.push(readiness);
    if (catalog.isShared()) {
      watch(runner.cluster(), presence);
      presence.start(() -> {
        tokens.refresh();
        plugins.refresh();
        pipelines.patrol();
      });
    }
    LOG.info("serving {}{} and {}", url(), Api.BASE, grpcUrl());
  }

  private CallForwarding forwarding(Vertx vertx, Pipelines pipelines) {
    var options = new HttpClientOptions();
    settings.http().tls().ifPresent(tls -> tls.trust(options.setSsl(true).setUseAlpn(true)));
    return CallForwarding.by(vertx, options, pipelines::grpcElsewhere);
  }

  private static void watch(Cluster cluster, Presence presence) {
    cluster.onChange(() -> presence.members(servers(cluster)));
    presence.members(servers(cluster));
  }

  private static Set<URI> servers(Cluster cluster) {
    return cluster.members().stream()
        .flatMap(member -> member.api().stream())
        .collect(Collectors.toSet());
  }

  private Optional<ClusterSettings> inCluster() {
    return settings
        .engine()
        .cluster()
        .map(cluster -> cluster.answeringAt(cluster.api().orElseGet(() -> urlFor(cluster))));
  }

  private URI urlForOthers() {
    Optional<URI> told =
        settings
            .shared()
            .flatMap(SharedSettings::url)
            .or(() -> inCluster().flatMap(ClusterSettings::api));
    if (settings.shared().isPresent() && told.isEmpty() && listensOnAll()) {
      throw new WadiException(
              ErrorCode.INVALID_ARGUMENT,
              "other servers cannot reach this one at '%s'".formatted(settings.http().host()))
          .withHint("say where they can: --cluster-url");
    }
    return told.orElseGet(this::url);
  }

  // Who listens on all addresses is reached by the one that the other servers use.
  private URI urlFor(ClusterSettings cluster) {
    String host = settings.http().host();
    return url(scheme(), listensOnAll() ? cluster.host() : host, http);
  }

  private boolean listensOnAll() {
    return List.of("0.0.0.0", "::").contains(settings.http().host());
  }

  private String scheme() {
    return settings.http().tls().isPresent() ? "https" : "http";
  }

  private void requireLoopbackOr(Tokens tokens) {
    if (!settings.http().isLoopback() && !tokens.areRequired()) {
      throw new WadiException(
              ErrorCode.INVALID_ARGUMENT,
              "host '%s' is not a loopback address, and no token was made"
                  .formatted(settings.http().host()))
          .withHint(
              "anybody who reaches the server could run SQL on it; first: ./wadi token create NAME"
                  + " --role admin --data-dir DIRECTORY");
    }
    if (!settings.http().isLoopback() && settings.http().tls().isEmpty()) {
      LOG.warn("tokens and rows travel unencrypted; --tls-certificate and --tls-key change that");
    }
  }

  // What stands in the manifest of the program; absent when its classes are run as they are.
  private static String version() {
    String version = WadiServer.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private static VertxOptions withoutFileCache() {
    return new VertxOptions()
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }

  private HttpServerOptions grpcOptions() {
    return options(settings.http().grpcPort())
        .setTcpKeepAlive(true)
        .setInitialSettings(new Http2Settings().setMaxConcurrentStreams(CALLS_OF_A_CONNECTION));
  }

  private HttpServerOptions options(int port) {
    var options = new HttpServerOptions().setHost(settings.http().host()).setPort(port);
    settings.http().tls().ifPresent(tls -> tls.apply(options));
    return options;
  }

  private HttpServer listen(
      Vertx vertx, HttpServerOptions options, String flag, Handler<HttpServerRequest> handler) {
    try {
      return await(
          vertx
              .createHttpServer(options)
              .requestHandler(handler)
              .invalidRequestHandler(InvalidRequests::answer)
              .connectionHandler(connections::speaks)
              .listen());
    } catch (CompletionException e) {
      if (e.getCause() instanceof BindException) {
        throw new WadiException(
                ErrorCode.PORT_IN_USE,
                "cannot listen on %s:%d: %s"
                    .formatted(options.getHost(), options.getPort(), e.getCause().getMessage()),
                e)
            .withHint(
                "stop what listens there, or take another with %s (0 for any free one)"
                    .formatted(flag));
      }
      throw e;
    }
  }

  private Duration silence() {
    return settings.shared().map(SharedSettings::silence).orElse(SharedSettings.DEFAULT_SILENCE);
  }

  private Catalog catalog() {
    return settings
        .shared()
        .map(shared -> Catalog.open(shared.catalog()))
        .or(() -> settings.dataDirectory().map(Catalog::open))
        .orElseGet(Catalog::inMemory);
  }

  private GuestCodeCache codeCache() {
    return inDataDirectory("compiled-plugins")
        .map(GuestCodeCache::in)
        .orElseGet(GuestCodeCache::none);
  }

  private Optional<Path> inDataDirectory(String name) {
    return settings.dataDirectory().map(directory -> directory.resolve(name));
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  /// What it answers, as `METHOD /path`.
  List<String> routes() {
    return routes;
  }

  /// Where the server answers, without the interface's path.
  public URI url() {
    return url(scheme(), http);
  }

  /// Where the server answers gRPC, as Flight writes it.
  public URI grpcUrl() {
    return url(settings.http().tls().isPresent() ? "grpc+tls" : "grpc", grpc);
  }

  private URI url(String scheme, HttpServer server) {
    return url(scheme, settings.http().host(), server);
  }

  private static URI url(String scheme, String host, HttpServer server) {
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("%s://%s:%d".formatted(scheme, shown, server.actualPort()));
  }

  /// Lets go on for a while what clients have asked for, and takes nothing new; then closes.
  public void stop() {
    if (readiness != null) {
      readiness.close();
    }
    gate.close();
    grpcGate.close();
    Duration time = settings.http().connections().drain();
    LOG.info(
        "stopping; {} requests have up to {} s to end",
        connections.requestsInFlight(),
        time.toSeconds());
    int cut = connections.awaitAnswers(time);
    if (cut > 0) {
      LOG.info("cutting {} requests that have not ended within --drain-timeout", cut);
    }
    close();
  }

  /// Stops jobs, then everything else, in the reverse order of the start. May be called twice.
  @Override
  public synchronized void close() {
    boolean wasOpen = !parts.isEmpty();
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.warn("while stopping", e);
      }
    }
    if (wasOpen) {
      LOG.debug("stopped; {} bytes off-heap are left", MemoryScope.bytesInUseOfProcess());
    }
  }
}
