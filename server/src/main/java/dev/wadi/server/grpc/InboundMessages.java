package dev.wadi.server.grpc;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.grpc.common.GrpcReadStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;

/// The messages of a call, for one thread that may block; no more come in than it takes.
public final class InboundMessages<T> {
  private static final int MOST_AT_HAND = 2;

  private final GrpcReadStream<T> stream;
  private final Context eventLoop;
  private final BlockingDeque<Event<T>> events = new LinkedBlockingDeque<>();
  private final Departure departure = new Departure();

  private sealed interface Event<T> {
    record Message<T>(T message) implements Event<T> {}

    record End<T>() implements Event<T> {}

    record Failure<T>(RuntimeException error) implements Event<T> {}
  }

  /// To be made on the event loop, when the call comes in, or its answer.
  public InboundMessages(GrpcReadStream<T> stream, Context eventLoop) {
    this.stream = stream;
    this.eventLoop = eventLoop;
    stream.handler(message -> events.add(new Event.Message<>(message)));
    stream.endHandler(v -> events.add(new Event.End<>()));
    stream.invalidMessageHandler(e -> fail(CallProblem.malformed("a message cannot be read", e)));
    stream.errorHandler(e -> leave());
    stream.exceptionHandler(e -> leave());
    stream.pause();
    stream.fetch(MOST_AT_HAND);
  }

  private void fail(RuntimeException error) {
    events.add(new Event.Failure<>(error));
  }

  private void leave() {
    fail(new CancellationException());
    departure.happened();
  }

  /// The headers of the call.
  public MultiMap headers() {
    return stream.headers();
  }

  /// Says what to do, on another thread, when the other side goes before it has its answer.
  public void whenGone(Runnable action) {
    departure.then(action);
  }

  /// Waits for the next message; empty at the end.
  ///
  /// @throws WadiException if the message cannot be read
  /// @throws CancellationException if the other side has gone, or the thread is interrupted
  public Optional<T> next() {
    try {
      return switch (events.take()) {
        case Event.Message<T>(T message) -> {
          eventLoop.runOnContext(v -> stream.fetch(1));
          yield Optional.of(message);
        }
        case Event.End<T>() -> Optional.empty();
        case Event.Failure<T>(RuntimeException error) -> throw error;
      };
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /// Waits for the first message, which stays the next one.
  ///
  /// @throws WadiException if there is none, or it cannot be read
  /// @throws CancellationException if the other side has gone, or the thread is interrupted
  public T peek() {
    try {
      Event<T> event = events.takeFirst();
      events.addFirst(event);
      return event instanceof Event.Message<T>(T message) ? message : first();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /// Whether the next message, or the end, comes within a time.
  public boolean isAtHand(Duration within) {
    try {
      Event<T> event = events.pollFirst(within.toNanos(), TimeUnit.NANOSECONDS);
      if (event != null) {
        events.addFirst(event);
      }
      return event != null;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static CancellationException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return (CancellationException) new CancellationException().initCause(cause);
  }

  /// The only message, or the first.
  ///
  /// @throws WadiException if there is none
  public T first() {
    return next()
        .orElseThrow(() -> new WadiException(ErrorCode.INVALID_REQUEST, "the call has no message"));
  }
}
