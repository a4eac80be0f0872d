package dev.wadi.server.http;

import dev.wadi.engine.jet.EngineSettings;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.Catalog;
import dev.wadi.server.pipeline.ConnectionTables;
import dev.wadi.server.pipeline.OneShotQueries;
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
import java.util.ArrayDeque;
import java.util.Deque;
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
    QueryRunner runner = QueryRunner.start(EngineSettings.defaults(), codeCache());
    parts.push(runner);
    parts.push(WarmUp.start(runner));
    var plugins = new Plugins(runner.plugins(), catalog, settings.trusted());
    var tables = new ConnectionTables(runner, catalog);
    var pipelines =
        new Pipelines(
            catalog,
            runner,
            plugins,
            tables,
            settings.parallelism(),
            settings.checkpoints(),
            settings.unattendedPreview());
    parts.push(pipelines);
    pipelines.resume();
    var queries = new OneShotQueries(runner, tables, pipelines, settings.parallelism());
    parts.push(queries);
    gate.open(
        Api.router(
            vertx,
            new QueryEndpoint(queries),
            new ConnectorEndpoints(runner::latestConnectors),
            new PluginEndpoints(plugins, pipelines),
            new ConnectionTableEndpoints(tables),
            new PipelineEndpoints(tables, pipelines),
            new JobEndpoints(pipelines)));
    // No new requests while the rest goes down.
    parts.push(() -> await(http.close()));
    LOG.info("serving {}{}", url(), Api.BASE);
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
            .setHost(settings.host())
            .setPort(settings.port())
            .setIdleTimeout(IDLE_SECONDS);
    try {
      return await(vertx.createHttpServer(options).requestHandler(gate).listen());
    } catch (CompletionException e) {
      if (e.getCause() instanceof BindException) {
        throw new WadiException(
                ErrorCode.PORT_IN_USE,
                "cannot listen on %s:%d: %s"
                    .formatted(settings.host(), settings.port(), e.getCause().getMessage()),
                e)
            .withHint("stop what listens there, or take another with --port (0 for any free one)");
      }
      throw e;
    }
  }

  private Catalog catalog() {
    return settings.dataDirectory() == null
        ? Catalog.inMemory()
        : Catalog.open(settings.dataDirectory());
  }

  private GuestCodeCache codeCache() {
    return settings.dataDirectory() == null
        ? GuestCodeCache.none()
        : GuestCodeCache.in(settings.dataDirectory().resolve("compiled-plugins"));
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  /// Where the server answers, without the interface's path.
  public URI url() {
    String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
    return URI.create("http://" + host + ":" + http.actualPort());
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
