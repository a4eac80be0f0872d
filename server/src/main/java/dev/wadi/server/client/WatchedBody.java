package dev.wadi.server.client;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.function.LongConsumer;

/// A body of a request that tells how much of it has been sent.
///
/// @param sent is told the number of bytes so far, from the threads of the client
record WatchedBody(BodyPublisher body, LongConsumer sent) implements BodyPublisher {
  @Override
  public long contentLength() {
    return body.contentLength();
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    body.subscribe(new Watcher(subscriber, sent));
  }

  private static final class Watcher implements Subscriber<ByteBuffer> {
    private final Subscriber<? super ByteBuffer> next;
    private final LongConsumer sent;
    private long bytes;

    private Watcher(Subscriber<? super ByteBuffer> next, LongConsumer sent) {
      this.next = next;
      this.sent = sent;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      next.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      bytes += buffer.remaining();
      next.onNext(buffer);
      sent.accept(bytes);
    }

    @Override
    public void onError(Throwable error) {
      next.onError(error);
    }

    @Override
    public void onComplete() {
      next.onComplete();
    }
  }
}
