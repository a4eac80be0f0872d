package dev.wadi.server.grpc;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.client.GrpcClientResponse;
import io.vertx.grpc.common.GrpcStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// A call that is going on. One thread takes the answers, any other may cancel it.
public final class ServerCall<A> {
  private final GrpcClientRequest<?, A> request;
  private final CompletableFuture<Answer<A>> answer;
  private volatile boolean cancelled;

  private record Answer<A>(GrpcClientResponse<?, A> response, InboundMessages<A> messages) {}

  private ServerCall(GrpcClientRequest<?, A> request, CompletableFuture<Answer<A>> answer) {
    this.request = request;
    this.answer = answer;
  }

  /// Sends the one message of a call.
  public static <Q, A> ServerCall<A> start(GrpcClientRequest<Q, A> request, Q question) {
    Future<Answer<A>> answer =
        request
            .response()
            .map(response ->
                new Answer<>(response, new InboundMessages<>(response, Vertx.currentContext())));
    request.end(question);
    return new ServerCall<>(request, answer.toCompletionStage().toCompletableFuture());
  }

  /// Waits for the next message; empty at the end.
  ///
  /// @throws WadiException if the server complains, or has gone
  /// @throws CancellationException if the call has been cancelled
  public Optional<A> next() {
    try {
      Answer<A> begun = answer.join();
      Optional<A> message = begun.messages.next();
      if (message.isEmpty() && begun.response.status() != GrpcStatus.OK) {
        throw CallFailure.of(begun.response);
      }
      return message;
    } catch (CompletionException | CancellationException e) {
      if (cancelled) {
        throw (CancellationException) new CancellationException().initCause(e);
      }
      throw new WadiException(
              ErrorCode.SERVER_UNREACHABLE, "the connection to the server was lost", e)
          .withHint("look whether it still runs, and whether it wants TLS: grpcs://HOST:PORT");
    }
  }

  /// Whether a message, or the end, comes within a time.
  public boolean isAtHand(Duration within) {
    return answer.isDone()
        && !answer.isCompletedExceptionally()
        && answer.join().messages.isAtHand(within);
  }

  /// The only message.
  public A only() {
    A message =
        next()
            .orElseThrow(
                () -> new WadiException(ErrorCode.SERVER_UNREACHABLE, "the server gave no answer"));
    while (next().isPresent()) {
      // Nothing more is expected, but its status.
    }
    return message;
  }

  public void cancel() {
    cancelled = true;
    request.cancel();
  }
}
