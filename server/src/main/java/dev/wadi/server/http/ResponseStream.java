package dev.wadi.server.http;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A response that is written by a thread which may block, at the pace of the client. What is
/// written is sent when it is flushed. The first bytes are held back even then, so that what goes
/// wrong early can still be answered with a problem.
///
/// One thread writes at a time; {@link #keepAlive} and {@link #gone} belong to the event loop.
final class ResponseStream extends OutputStream {
  private static final int HELD_BYTES = 64 * 1024;
  private static final int PIECES_IN_FLIGHT = 4;

  private final HttpServerResponse response;
  private final Context eventLoop;
  private final String contentType;
  private final boolean holdsBack;
  private final Duration stall;
  private final Semaphore room = new Semaphore(PIECES_IN_FLIGHT);
  private Buffer written = Buffer.buffer();
  private volatile boolean begun;
  private volatile boolean gone;

  /// @param holdsBack whether the beginning is: not if rows come one by one, for ever
  /// @param stall how long a client may read nothing
  ResponseStream(
      HttpServerResponse response,
      Context eventLoop,
      String contentType,
      boolean holdsBack,
      Duration stall) {
    this.response = response;
    this.eventLoop = eventLoop;
    this.contentType = contentType;
    this.holdsBack = holdsBack;
    this.stall = stall;
  }

  @Override
  public void write(int b) {
    written.appendByte((byte) b);
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    written.appendBytes(source, offset, length);
  }

  /// Sends what was written, and waits if the client has much to read yet. Does nothing once the
  /// client has gone.
  @Override
  public void flush() {
    if (begun || !holdsBack || written.length() > HELD_BYTES) {
      begun = true;
      Buffer piece = next();
      awaitRoom();
      if (gone) {
        room.release();
      } else {
        eventLoop.runOnContext(v -> chunked().write(piece).onComplete(this::written));
      }
    }
  }

  // Streams of one connection wait for their client each.
  private void awaitRoom() {
    try {
      while (!room.tryAcquire(stall.toNanos(), TimeUnit.NANOSECONDS)) {
        eventLoop.runOnContext(v -> response.reset());
        gone();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts those who write", e);
    }
  }

  private Buffer next() {
    Buffer piece = written;
    written = Buffer.buffer();
    return piece;
  }

  private HttpServerResponse chunked() {
    if (!response.headWritten()) {
      head().setChunked(true);
    }
    return response;
  }

  private HttpServerResponse head() {
    return response.putHeader("Content-Type", contentType).putHeader("Cache-Control", "no-store");
  }

  private void written(AsyncResult<Void> piece) {
    if (piece.failed()) {
      gone();
    }
    room.release();
  }

  /// Sends the rest.
  void end() {
    Buffer rest = next();
    eventLoop.runOnContext(v -> {
      if (!response.ended() && !response.closed()) {
        (begun ? response : head()).end(rest);
      }
    });
  }

  /// Ends with a problem, or, if rows are on their way, so that the client notices: without the
  /// mark of the end.
  void fail(Problem problem) {
    eventLoop.runOnContext(v -> {
      if (begun) {
        response.reset();
      } else {
        EndpointHandler.send(response, Reply.problem(problem));
      }
    });
  }

  /// Lets the connection not look idle while the query has no rows to show.
  ///
  /// @param nothing what may stand between two pieces without a meaning; perhaps nothing
  void keepAlive(byte[] nothing) {
    if (!begun) {
      response.writeContinue();
    } else if (nothing.length > 0 && response.headWritten() && !response.ended()) {
      response.write(Buffer.buffer(nothing));
    }
  }

  /// Nobody reads any more; whoever writes is not to wait for it.
  void gone() {
    gone = true;
    room.release();
  }
}
