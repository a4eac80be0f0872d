package dev.wadi.server.flight;

import dev.wadi.server.access.Caller;
import dev.wadi.server.access.Role;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.grpc.server.GrpcServerRequest;

/// Takes a call from the event loop to a virtual thread, where it may block, and the answers back.
///
/// @param <Q> what is asked
/// @param <A> what is answered
final class CallHandler<Q, A> implements Handler<GrpcServerRequest<Q, A>> {
  /// The work of a method.
  @FunctionalInterface
  interface Method<Q, A> {
    /// Whatever it throws becomes the status of the call.
    void call(Caller caller, InboundMessages<Q> questions, OutboundMessages<A> answers);
  }

  private final Callers callers;
  private final Role needed;
  private final Method<Q, A> method;

  /// @param needed by those who call the method
  CallHandler(Callers callers, Role needed, Method<Q, A> method) {
    this.callers = callers;
    this.needed = needed;
    this.method = method;
  }

  @Override
  public void handle(GrpcServerRequest<Q, A> request) {
    Context eventLoop = Vertx.currentContext();
    var questions = new InboundMessages<Q>(request, eventLoop);
    var answers = new OutboundMessages<A>(request.response(), eventLoop);
    Thread.ofVirtual()
        .name("grpc")
        .start(() -> {
          try {
            method.call(callers.admit(request.headers(), needed), questions, answers);
            answers.end();
          } catch (Throwable e) {
            // Whatever it is, the client is waiting for an end.
            answers.fail(CallProblem.of(e, request.fullMethodName()));
          }
        });
  }
}
