package dev.wadi.server.http;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.server.output.ResultFormat;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/// The table of routes.
final class Api {
  static final String BASE = "/api/v1";

  private static final long JSON_BYTES = 1 << 20;
  private static final int MODULE_BYTES = 8 << 20;

  private Api() {}

  static Router router(
      Vertx vertx,
      QueryEndpoint query,
      ConnectorEndpoints connectors,
      PluginEndpoints plugins,
      ConnectionTableEndpoints tables,
      PipelineEndpoints pipelines,
      JobEndpoints jobs) {
    Router router = Router.router(vertx);
    router.route().handler(new LocalRequestsOnly());
    Handler<RoutingContext> json = BodyReader.json(JSON_BYTES);
    Handler<RoutingContext> module =
        new BodyReader(
            MODULE_BYTES,
            ErrorCode.PLUGIN_TOO_LARGE,
            List.of("application/wasm", "application/octet-stream", "multipart/form-data"));

    router.get(BASE + "/ping").handler(answer(connectors::ping));
    Handler<RoutingContext> sql =
        new BodyReader(
            JSON_BYTES,
            ErrorCode.REQUEST_TOO_LARGE,
            List.of("application/json", QueryEndpoint.SQL));
    Route queries = router.post(BASE + "/query");
    for (ResultFormat format : ResultFormat.values()) {
      queries.produces(format.contentType());
    }
    queries.handler(sql).handler(query::answer);

    router.get(BASE + "/connectors").handler(answer(connectors::all));

    router.post(BASE + "/plugins").handler(module).handler(answer(plugins::add));
    router.get(BASE + "/plugins").handler(answer(plugins::all));
    router.get(BASE + "/plugins/:plugin").handler(answer(plugins::get));
    router.put(BASE + "/plugins/:plugin/grants").handler(json).handler(answer(plugins::grant));
    router.delete(BASE + "/plugins/:plugin/quarantine").handler(answer(plugins::release));
    router.delete(BASE + "/plugins/:plugin").handler(answer(plugins::remove));
    router.get(BASE + "/functions").handler(answer(plugins::functions));

    router.post(BASE + "/connection_tables").handler(json).handler(answer(tables::add));
    router.get(BASE + "/connection_tables").handler(answer(tables::all));
    router.delete(BASE + "/connection_tables/:table").handler(answer(tables::remove));

    router
        .post(BASE + "/pipelines/validate_query")
        .handler(json)
        .handler(answer(pipelines::validate));
    router.post(BASE + "/pipelines/preview").handler(json).handler(answer(pipelines::preview));
    router.post(BASE + "/pipelines").handler(json).handler(answer(pipelines::create));
    router.get(BASE + "/pipelines").handler(answer(pipelines::all));
    router.get(BASE + "/pipelines/:pipeline").handler(answer(pipelines::get));
    router.patch(BASE + "/pipelines/:pipeline").handler(json).handler(answer(pipelines::change));
    router
        .post(BASE + "/pipelines/:pipeline/restart")
        .handler(json)
        .handler(answer(pipelines::restart));
    router.delete(BASE + "/pipelines/:pipeline").handler(answer(pipelines::delete));

    String job = BASE + "/pipelines/:pipeline/jobs/:job";
    router.get(BASE + "/pipelines/:pipeline/jobs").handler(answer(jobs::all));
    router.get(job + "/errors").handler(answer(jobs::errors));
    router.get(job + "/checkpoints").handler(answer(jobs::checkpoints));
    router.get(job + "/operator_metric_groups").handler(answer(jobs::metrics));
    router.get(job + "/output").handler(jobs::output);

    UnroutedRequests.answerWithProblems(router);
    return router;
  }

  private static Handler<RoutingContext> answer(Endpoint endpoint) {
    return new EndpointHandler(endpoint);
  }
}
