package dev.wadi.server.grpc;

import io.vertx.core.Context;
import io.vertx.grpc.server.GrpcServerResponse;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The answers of a call, from one thread that may block: it goes at the pace of the client.
public final class OutboundMessages<T> {
  private static final Logger LOG = LoggerFactory.getLogger(OutboundMessages.class);

  private final GrpcServerResponse<?, T> response;
  private final Context eventLoop;
  private final Duration stall;

  /// @param stall how long the client may read nothing
  OutboundMessages(GrpcServerResponse<?, T> response, Context eventLoop, Duration stall) {
    this.response = response;
    this.eventLoop = eventLoop;
    this.stall = stall;
  }

  /// Sends a header; before any message.
  public void header(String name, String value) {
    onEventLoop(() -> {
      response.headers().set(name, value);
      response.writeHead();
    });
  }

  /// @throws CancellationException if the client has gone, or reads nothing
  public void send(T message) {
    var written = new CompletableFuture<Void>();
    eventLoop.runOnContext(v -> {
      try {
        response
            .write(message)
            .onSuccess(done -> written.complete(null))
            .onFailure(written::completeExceptionally);
      } catch (IllegalStateException e) {
        written.completeExceptionally(e);
      }
    });
    try {
      written.orTimeout(stall.toNanos(), TimeUnit.NANOSECONDS).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof TimeoutException) {
        onEventLoop(response::cancel);
      }
      throw (CancellationException) new CancellationException().initCause(e);
    }
  }

  void end() {
    onEventLoop(response::end);
  }

  void fail(CallProblem problem) {
    onEventLoop(() -> response.status(problem.status()).statusMessage(problem.message()).end());
  }

  private void onEventLoop(Runnable action) {
    eventLoop.runOnContext(v -> {
      try {
        action.run();
      } catch (IllegalStateException e) {
        LOG.debug("the client has gone before its answer", e);
      }
    });
  }
}
