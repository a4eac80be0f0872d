package dev.wadi.server.http;

import dev.wadi.server.control.PipelineCalls;
import dev.wadi.server.control.PluginCalls;
import dev.wadi.server.flight.FlightService;
import dev.wadi.server.grpc.GrpcService;
import dev.wadi.server.grpc.Reception;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.health.HealthService;
import io.vertx.grpc.reflection.ReflectionService;
import io.vertx.grpc.server.GrpcProtocol;
import io.vertx.grpc.server.GrpcServer;
import io.vertx.grpc.server.GrpcServerOptions;
import io.vertx.grpc.server.Service;
import java.util.List;

/// The table of gRPC services. Besides ours, `grpc.reflection` tells tools what there is, and
/// `grpc.health` whether it works; these two ask for no token.
final class GrpcInterface implements Handler<HttpServerRequest> {
  private static final long MESSAGE_BYTES_MOST = 16 << 20;

  private static final String OPEN_TO_ALL = "/grpc.";
  private static final String ENDLESS = "/grpc.health.v1.Health/Watch";
  private static final long PATIENCE_MILLIS = 500;
  private static final long CANCEL = 8;
  private static final String ENCODING = "grpc-encoding";
  private static final String IDENTITY = "identity";

  private final Vertx vertx;
  private final GrpcServer grpc;
  private final FlightService flight;

  GrpcInterface(
      Vertx vertx,
      Reception reception,
      FlightService flight,
      PluginCalls plugins,
      PipelineCalls pipelines) {
    this.vertx = vertx;
    this.flight = flight;
    // What browsers can speak is off: nobody else's web page is to reach the server.
    var options = new GrpcServerOptions().setMaxMessageSize(MESSAGE_BYTES_MOST);
    for (GrpcProtocol protocol : GrpcProtocol.values()) {
      if (protocol != GrpcProtocol.HTTP_2) {
        options.removeEnabledProtocol(protocol);
      }
    }
    grpc = GrpcServer.server(vertx, options);
    HealthService health = HealthService.create(vertx);
    for (GrpcService service : List.of(flight.service(), plugins.service(), pipelines.service())) {
      Service bound = service.bound(reception);
      grpc.addService(bound);
      health.register(bound.name(), () -> Future.succeededFuture(true));
    }
    grpc.addService(health);
    grpc.addService(ReflectionService.v1());
  }

  @Override
  public void handle(HttpServerRequest request) {
    String encoding = request.getHeader(ENCODING);
    if (encoding != null && !encoding.equals(IDENTITY)) {
      // What is small when it comes could be of any size when it is unpacked.
      request
          .response()
          .putHeader("content-type", "application/grpc")
          .putHeader("grpc-accept-encoding", IDENTITY)
          .putHeader("grpc-status", String.valueOf(GrpcStatus.UNIMPLEMENTED.code))
          .putHeader("grpc-message", "compressed messages are not supported")
          .end();
      return;
    }
    // Vert.x fails at a message that says it is compressed, if the call has not said how.
    request.headers().set(ENCODING, IDENTITY);
    if (flight.streams(request)) {
      flight.stream(request);
    } else {
      requireAnswer(request);
      grpc.handle(request);
    }
  }

  // The services of Vert.x wait for ever for the message of a call that has ended without one.
  private void requireAnswer(HttpServerRequest request) {
    if (request.path().startsWith(OPEN_TO_ALL) && !request.path().equals(ENDLESS)) {
      request.end().onComplete(_ -> vertx.setTimer(PATIENCE_MILLIS, _ -> cancel(request)));
    }
  }

  private static void cancel(HttpServerRequest request) {
    if (!request.response().ended() && !request.response().closed()) {
      request.response().reset(CANCEL);
    }
  }
}
