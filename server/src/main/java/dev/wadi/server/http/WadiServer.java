package dev.wadi.server.http;

import dev.wadi.engine.jet.EngineSettings;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.access.Tokens;
import dev.wadi.server.catalog.Catalog;
import dev.wadi.server.metrics.Exposition;
import dev.wadi.server.metrics.RequestFigures;
import dev.wadi.server.pipeline.ConnectionProfiles;
import dev.wadi.server.pipeline.ConnectionTables;
import dev.wadi.server.pipeline.OneShotQueries;
import dev.wadi.server.pipeline.PipelineCheckpoints;
import dev.wadi.server.pipeline.Pipelines;
import dev.wadi.server.pipeline.Plugins;
import dev.wadi.server.pipeline.QueryRunner;
import dev.wadi.server.pipeline.WarmUp;
import dev.wadi.wasm.GuestCodeCache;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A server: the catalog, the engine, and the HTTP interface in front of them.
public final class WadiServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WadiServer.class);
  private static final int IDLE_SECONDS = 60;

  private final ServerSettings settings;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private HttpServer http;

  private WadiServer(ServerSettings settings) {
    this.settings = settings;
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
    Vertx vertx = Vertx.vertx(withoutFileCache());
    parts.push(() -> await(vertx.close()));
    // The port first: if it is taken, the rest would start in vain.
    var gate = new Gate();
    http = listen(vertx, gate);
    Catalog catalog = catalog();
    parts.push(catalog);
    var tokens = new Tokens(catalog.tokens(), Clock.systemUTC());
    requireLoopbackOr(tokens);
    QueryRunner runner = QueryRunner.start(EngineSettings.defaults(), codeCache());
    parts.push(runner);
    parts.push(WarmUp.start(runner));
    var plugins = new Plugins(runner.plugins(), catalog, settings.trusted());
    var profiles = new ConnectionProfiles(runner, catalog);
    parts.push(profiles);
    var tables = new ConnectionTables(runner, catalog, profiles);
    var pipelines =
        new Pipelines(
            catalog,
            runner,
            plugins,
            tables,
            settings.pipelines(),
            new PipelineCheckpoints(
                inDataDirectory("checkpoints"), settings.pipelines().checkpointInterval()));
    parts.push(pipelines);
    pipelines.resume();
    var queries = new OneShotQueries(runner, tables, settings.pipelines().parallelism());
    parts.push(queries);
    var access =
        new Access(tokens, new RequestRates(settings.http().requestRate(), System::nanoTime));
    var readiness = new Readiness(catalog.jobs()::runningPipelines, pipelines::haveResumed);
    var requests = new RequestFigures();
    var api = new Api(vertx, access, new Audit(catalog.audit(), Clock.systemUTC()), requests);
    api.add(new HealthEndpoints(readiness));
    api.add(new Exposition(pipelines::running, requests, version(), Clock.systemUTC()));
    api.add(new DebugEndpoints(plugins, pipelines));
    api.add(new QueryEndpoint(queries));
    api.add(new ConnectorEndpoints(runner::latestConnectors));
    api.add(new PluginEndpoints(plugins, pipelines));
    api.add(new ConnectionProfileEndpoints(profiles));
    api.add(new ConnectionTableEndpoints(tables));
    api.add(new PipelineEndpoints(tables, pipelines));
    api.add(new JobEndpoints(pipelines));
    api.add(new AccessEndpoints(tokens, catalog.audit()));
    gate.open(api.router());
    // No new requests while the rest goes down.
    parts.push(() -> await(http.close()));
    parts.push(readiness);
    LOG.info("serving {}{}", url(), Api.BASE);
  }

  private static String version() {
    String version = WadiServer.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
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

  private static VertxOptions withoutFileCache() {
    return new VertxOptions()
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }

  private HttpServer listen(Vertx vertx, Gate gate) {
    var options =
        new HttpServerOptions()
            .setHost(settings.http().host())
            .setPort(settings.http().port())
            .setIdleTimeout(IDLE_SECONDS);
    settings.http().tls().ifPresent(tls -> tls.apply(options));
    try {
      return await(vertx.createHttpServer(options).requestHandler(gate).listen());
    } catch (CompletionException e) {
      if (e.getCause() instanceof BindException) {
        throw new WadiException(
                ErrorCode.PORT_IN_USE,
                "cannot listen on %s:%d: %s"
                    .formatted(
                        settings.http().host(), settings.http().port(), e.getCause().getMessage()),
                e)
            .withHint("stop what listens there, or take another with --port (0 for any free one)");
      }
      throw e;
    }
  }

  private Catalog catalog() {
    return settings.dataDirectory().map(Catalog::open).orElseGet(Catalog::inMemory);
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

  /// Where the server answers, without the interface's path.
  public URI url() {
    String host =
        settings.http().host().contains(":")
            ? "[" + settings.http().host() + "]"
            : settings.http().host();
    String scheme = settings.http().tls().isPresent() ? "https://" : "http://";
    return URI.create(scheme + host + ":" + http.actualPort());
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

  // Turns requests away until there is something to answer them.
  private static final class Gate implements Handler<HttpServerRequest> {
    private volatile Router router;

    private void open(Router ready) {
      router = ready;
    }

    @Override
    public void handle(HttpServerRequest request) {
      Router ready = router;
      if (ready == null) {
        request.response().setStatusCode(503).putHeader("Retry-After", "1").end();
      } else {
        ready.handle(request);
      }
    }
  }
}
