package dev.wadi.server.grpc;

import com.google.protobuf.Message;
import dev.wadi.server.access.Caller;
import dev.wadi.server.access.Role;
import dev.wadi.server.metrics.CallFigures;
import dev.wadi.server.trace.Span;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.server.GrpcServerRequest;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/// Takes a call from the event loop to a virtual thread, where it may block, and the answers back.
///
/// @param <Q> what is asked
/// @param <A> what is answered
public final class CallHandler<Q extends Message, A extends Message>
    implements Handler<GrpcServerRequest<Q, A>> {
  /// The work of a method.
  @FunctionalInterface
  public interface Method<Q, A> {
    /// Whatever it throws becomes the status of the call.
    void call(Caller caller, InboundMessages<Q> questions, OutboundMessages<A> answers);
  }

  /// Of a method whose calls are for the server that a pipeline belongs to.
  ///
  /// @param pipeline the one that a message names
  /// @param answer any message of the type that is answered
  record Home<Q, A>(Function<Q, String> pipeline, A answer) {}

  private final Reception reception;
  private final Role needed;
  private final boolean changes;
  private final Method<Q, A> method;
  private final Optional<Home<Q, A>> home;

  /// @param needed by those who call the method
  /// @param changes whether it changes something, and is written down
  /// @param home empty if any server may answer
  CallHandler(
      Reception reception,
      Role needed,
      boolean changes,
      Method<Q, A> method,
      Optional<Home<Q, A>> home) {
    this.home = home;
    this.reception = reception;
    this.needed = needed;
    this.changes = changes;
    this.method = method;
  }

  @Override
  public void handle(GrpcServerRequest<Q, A> request) {
    Context eventLoop = Vertx.currentContext();
    var questions = new InboundMessages<Q>(request, eventLoop);
    var answers = new OutboundMessages<A>(request.response(), eventLoop, reception.stall());
    Thread.ofVirtual().name("grpc").start(() -> answer(request, questions, answers));
  }

  private void answer(
      GrpcServerRequest<Q, A> request, InboundMessages<Q> questions, OutboundMessages<A> answers) {
    Caller caller = null;
    Optional<URI> owner = Optional.empty();
    GrpcStatus status = GrpcStatus.OK;
    String name = request.fullMethodName();
    CallFigures.Call figures = reception.figures().begin(name);
    Span span = reception.span(request.headers());
    try (var _ = span.open()) {
      caller = reception.callers().admit(request.headers(), needed);
      owner = home.flatMap(at -> owner(at, questions));
      if (owner.isPresent()) {
        A answer = home.orElseThrow().answer();
        reception.forwarding().relay(owner.get(), name, answer, questions, answers);
      } else {
        method.call(caller, questions, answers);
      }
      answers.end();
    } catch (Throwable e) {
      // Whatever it is, the client is waiting for an end.
      CallProblem problem = CallProblem.of(e, name);
      status = problem.status();
      if (caller == null) {
        reception.callers().refused(request.connection().remoteAddress(), name, problem);
      }
      answers.fail(problem);
    }
    figures.ended(status.name());
    Reception.end(span, name, status);
    // A call that was sent on is written down there.
    if (changes && caller != null && owner.isEmpty()) {
      SocketAddress remote = request.connection().remoteAddress();
      reception.callers().record(caller, remote, "/" + name, status);
    }
  }

  private Optional<URI> owner(Home<Q, A> at, InboundMessages<Q> questions) {
    String pipeline = at.pipeline().apply(questions.peek());
    return reception.forwarding().owner(pipeline, questions.headers());
  }
}
