package dev.wadi.server.grpc;

import dev.wadi.server.metrics.CallFigures;
import dev.wadi.server.trace.Span;
import dev.wadi.server.trace.Tracing;
import io.vertx.core.MultiMap;
import io.vertx.grpc.common.GrpcStatus;
import java.time.Duration;

/// What awaits all calls.
///
/// @param callers says who may make them
/// @param figures counts them
/// @param tracing tells what they go through
/// @param stall how long a client may read nothing of an answer
/// @param forwarding takes them to the servers that they are for
public record Reception(
    Callers callers,
    CallFigures figures,
    Tracing tracing,
    Duration stall,
    CallForwarding forwarding) {
  /// What the thread is to open that works for a call.
  ///
  /// @param headers of the call
  public Span span(MultiMap headers) {
    return tracing.request(headers.get("traceparent"));
  }

  /// A call is over.
  ///
  /// @param method as `service/method`
  public static void end(Span span, String method, GrpcStatus status) {
    int slash = method.indexOf('/');
    span.with("rpc.system", "grpc")
        .with("rpc.service", method.substring(0, slash))
        .with("rpc.method", method.substring(slash + 1))
        .with("rpc.grpc.status_code", status.code)
        .end(method, status == GrpcStatus.INTERNAL ? status.name() : null);
  }
}
