package dev.wadi.server.http;

import static dev.wadi.server.access.Role.ADMIN;
import static dev.wadi.server.access.Role.DEVELOPER;
import static dev.wadi.server.access.Role.VIEWER;
import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.PATCH;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.server.access.Role;
import dev.wadi.server.metrics.Exposition;
import dev.wadi.server.metrics.RequestFigures;
import dev.wadi.server.output.ResultFormat;
import dev.wadi.server.pipeline.Pipelines;
import dev.wadi.server.trace.Tracing;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/// The table of routes: what is asked, by whom, and who answers.
final class Api {
  static final String BASE = "/api/v1";

  static final long JSON_BYTES = 1 << 20;

  private static final int MODULE_BYTES = 8 << 20;
  // One module of the largest kind in base64, or several small ones.
  private static final long JSON_WITH_MODULES_BYTES = 12 << 20;
  private static final int FIRST = -1;

  private final Router router;
  private final Access access;
  private final IdempotencyKeys keys;
  private Handler<RoutingContext> toOwner = RoutingContext::next;
  private Handler<RoutingContext> toPreview = RoutingContext::next;

  Api(Vertx vertx, Access access, IdempotencyKeys keys, Audit audit, RequestFigures figures) {
    this.router = Router.router(vertx);
    this.access = access;
    this.keys = keys;
    router.route().handler(new Measured(figures));
    router.route().handler(new SecurityHeaders());
    router.route().handler(audit);
    route(GET, "/openapi.json", VIEWER).handler(answer(request -> Reply.ok(OpenApi.json())));
    route(GET, "/ping", VIEWER).handler(answer(request -> Reply.ok(new Pong("pong"))));
  }

  /// Before any route.
  void trace(Tracing tracing) {
    router.route().order(FIRST).handler(new Traced(tracing));
  }

  /// Before any route to pipelines: what is for another server is sent on to it. A preview is only
  /// where it was made; of what is in the catalog, all servers know.
  void forward(Forwarding forwarding, Pipelines pipelines) {
    toOwner = forwarding.to(pipelines::elsewhere);
    toPreview = forwarding.to(pipelines::previewElsewhere);
  }

  private record Pong(String ping) {}

  /// What the interface answers, as `METHOD /path`: without what is there for those who run
  /// servers.
  List<String> routes() {
    return router.getRoutes().stream()
        .filter(route -> route.methods() != null && route.getPath().startsWith(BASE))
        .flatMap(route -> route.methods().stream().map(method -> method + " " + route.getPath()))
        .toList();
  }

  /// The whole of it.
  Router router() {
    UnroutedRequests.answerWithProblems(router);
    return router;
  }

  void add(QueryEndpoint query) {
    Route queries = route(POST, "/query", DEVELOPER);
    for (ResultFormat format : ResultFormat.values()) {
      queries.produces(format.contentType());
    }
    queries
        .handler(
            new BodyReader(
                JSON_BYTES,
                ErrorCode.REQUEST_TOO_LARGE,
                List.of("application/json", QueryEndpoint.SQL)))
        .handler(IdempotencyKeys::refuse)
        .handler(query::answer);
  }

  void add(ConnectorEndpoints connectors) {
    route(GET, "/connectors", VIEWER).handler(answer(connectors::all));
    route(GET, "/formats", VIEWER).handler(answer(connectors::formats));
  }

  void add(PluginEndpoints plugins) {
    Handler<RoutingContext> module =
        new BodyReader(
            MODULE_BYTES,
            ErrorCode.PLUGIN_TOO_LARGE,
            List.of("application/wasm", "application/octet-stream", "multipart/form-data"));
    route(POST, "/plugins", DEVELOPER).handler(module).handler(answerOnce(plugins::add));
    route(GET, "/plugins", VIEWER).handler(answer(plugins::all));
    route(GET, "/plugins/:plugin", VIEWER).handler(answer(plugins::get));
    route(GET, "/plugins/:plugin/module", VIEWER).handler(answer(plugins::module));
    route(PUT, "/plugins/:plugin/grants", ADMIN).handler(json()).handler(answer(plugins::grant));
    route(DELETE, "/plugins/:plugin/quarantine", ADMIN).handler(answer(plugins::release));
    route(DELETE, "/plugins/:plugin", DEVELOPER).handler(answer(plugins::remove));
    route(GET, "/functions", VIEWER).handler(answer(plugins::functions));
  }

  void add(ConnectionProfileEndpoints profiles) {
    String path = "/connection_profiles";
    route(POST, path, DEVELOPER).handler(json()).handler(answerOnce(profiles::add));
    route(GET, path, VIEWER).handler(answer(profiles::all));
    route(POST, path + "/test", DEVELOPER).handler(json()).handler(answer(profiles::test));
    route(GET, path + "/:profile", VIEWER).handler(answer(profiles::get));
    route(DELETE, path + "/:profile", DEVELOPER).handler(answer(profiles::remove));
  }

  void add(ConnectionTableEndpoints tables) {
    String path = "/connection_tables";
    route(POST, path, DEVELOPER).handler(json()).handler(answerOnce(tables::add));
    route(GET, path, VIEWER).handler(answer(tables::all));
    route(POST, path + "/test", DEVELOPER).handler(json()).handler(answer(tables::test));
    route(DELETE, path + "/:table", DEVELOPER).handler(answer(tables::remove));
  }

  void add(PipelineEndpoints pipelines) {
    String path = "/pipelines";
    String one = path + "/:pipeline";
    Handler<RoutingContext> withPlugins = BodyReader.json(JSON_WITH_MODULES_BYTES);
    route(POST, path + "/validate_query", VIEWER)
        .handler(withPlugins)
        .handler(answer(pipelines::validate));
    route(POST, path + "/preview", DEVELOPER)
        .handler(json())
        .handler(IdempotencyKeys::refuse)
        .handler(answer(pipelines::preview));
    route(POST, path, DEVELOPER).handler(withPlugins).handler(answerOnce(pipelines::create));
    route(GET, path, VIEWER).handler(answer(pipelines::all));
    route(GET, one, VIEWER).handler(toPreview).handler(answer(pipelines::get));
    route(PATCH, one, DEVELOPER)
        .handler(json())
        .handler(toOwner)
        .handler(answer(pipelines::change));
    route(POST, one + "/restart", DEVELOPER)
        .handler(json())
        .handler(IdempotencyKeys::refuse)
        .handler(toOwner)
        .handler(answer(pipelines::restart));
    route(DELETE, one, DEVELOPER).handler(toOwner).handler(answer(pipelines::delete));
  }

  void add(SavepointEndpoints savepoints) {
    String path = "/pipelines/:pipeline/savepoints";
    String one = path + "/:savepoint";
    route(GET, path, VIEWER).handler(answer(savepoints::all));
    route(POST, path, DEVELOPER)
        .handler(json())
        .handler(IdempotencyKeys::refuse)
        .handler(toOwner)
        .handler(answer(savepoints::make));
    route(GET, one, VIEWER).handler(answer(savepoints::get));
    route(DELETE, one, DEVELOPER).handler(toOwner).handler(answer(savepoints::remove));
  }

  void add(JobEndpoints jobs) {
    String path = "/pipelines/:pipeline/jobs";
    String one = path + "/:job";
    route(GET, path, VIEWER).handler(toPreview).handler(answer(jobs::all));
    route(GET, one + "/errors", VIEWER).handler(toPreview).handler(answer(jobs::errors));
    route(GET, one + "/checkpoints", VIEWER).handler(toOwner).handler(answer(jobs::checkpoints));
    route(GET, one + "/operator_metric_groups", VIEWER)
        .handler(toOwner)
        .handler(answer(jobs::metrics));
    route(GET, one + "/output", VIEWER).handler(toOwner).handler(jobs::output);
  }

  void add(AccessEndpoints endpoints) {
    route(GET, "/whoami", VIEWER).handler(answer(endpoints::whoAmI));
    route(POST, "/tokens", ADMIN)
        .handler(json())
        .handler(IdempotencyKeys::refuse)
        .handler(answer(endpoints::create));
    route(GET, "/tokens", ADMIN).handler(answer(endpoints::all));
    route(DELETE, "/tokens/:token", ADMIN).handler(answer(endpoints::remove));
    route(GET, "/audit", ADMIN).handler(answer(endpoints::audit));
  }

  /// For everybody, since those who ask are machines without a token, and learn nothing else.
  void add(HealthEndpoints health) {
    unguarded(GET, "/health/live").handler(answer(health::live));
    unguarded(GET, "/health/ready").handler(answer(health::ready));
  }

  void add(Exposition metrics) {
    guarded(GET, "/metrics", VIEWER)
        .handler(answer(request -> Reply.text(Exposition.CONTENT_TYPE, metrics.write())));
  }

  void add(DebugEndpoints debug) {
    guarded(GET, "/debug/threads", ADMIN).handler(answer(debug::threads));
    guarded(GET, "/debug/heap", ADMIN).handler(answer(debug::heap));
    guarded(GET, "/debug/modules", ADMIN).handler(answer(debug::modules));
  }

  private Route route(HttpMethod method, String path, Role needed) {
    return guarded(method, BASE + path, needed);
  }

  private Route guarded(HttpMethod method, String path, Role needed) {
    return unguarded(method, path).handler(access.requires(needed));
  }

  private Route unguarded(HttpMethod method, String path) {
    return router.route(method, path).handler(Measured.at(path));
  }

  private static Handler<RoutingContext> json() {
    return BodyReader.json(JSON_BYTES);
  }

  private Handler<RoutingContext> answerOnce(Endpoint endpoint) {
    return answer(keys.once(endpoint));
  }

  private static Handler<RoutingContext> answer(Endpoint endpoint) {
    return new EndpointHandler(endpoint);
  }
}
