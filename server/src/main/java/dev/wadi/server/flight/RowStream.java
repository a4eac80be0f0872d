package dev.wadi.server.flight;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.server.grpc.CallProblem;
import dev.wadi.server.grpc.Departure;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.grpc.common.GrpcStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;

/// The answer to `DoGet`, written by one thread that may block. Columns go from the memory of the
/// query to the network as they are, so each write returns only when the network holds none of it
/// any more: sent, or dropped because the client has gone.
final class RowStream {
  private static final long CANCEL = 8;
  private static final long PATIENCE_MILLIS = 5_000;

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Context eventLoop;
  private final Duration stall;
  private final Departure departure = new Departure();
  private volatile boolean waiting;

  /// To be made on the event loop, when the call comes in.
  ///
  /// @param stall how long the client may read nothing
  RowStream(HttpServerRequest request, Context eventLoop, Duration stall) {
    this.request = request;
    this.response = request.response();
    this.eventLoop = eventLoop;
    this.stall = stall;
    request.exceptionHandler(e -> departure.happened());
    response.exceptionHandler(e -> departure.happened());
    response.closeHandler(v -> departure.happened());
  }

  /// Says what to do, on another thread, when the client goes before it has all rows. What is
  /// written then is dropped.
  void whenGone(Runnable action) {
    departure.then(action);
  }

  void begin(Schema columns) {
    eventLoop.runOnContext(v -> response.putHeader("content-type", "application/grpc"));
    send(FlightMessages.schema(columns));
  }

  /// @param batch borrowed, dense, with the columns of the stream
  void write(Schema columns, Batch batch) {
    List<FieldVector> vectors = batch.columns().stream().map(Column::vector).toList();
    // Not closed: the vectors are the batch's.
    var root = new VectorSchemaRoot(columns.getFields(), vectors, batch.rowCount());
    try (ArrowRecordBatch rows = new VectorUnloader(root).getRecordBatch()) {
      send(FlightMessages.rows(rows));
    }
  }

  private void send(ByteBuf message) {
    var written = new CompletableFuture<Void>();
    waiting = true;
    eventLoop.runOnContext(v ->
        response
            .write(BufferInternal.buffer(message))
            .onComplete(result -> {
              if (result.failed()) {
                departure.happened();
              }
              written.complete(null);
            }));
    await(written);
    waiting = false;
  }

  private void await(CompletableFuture<Void> written) {
    try {
      written.get(stall.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      departure.happened();
      cut();
      written.join();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("a write ends, and nobody interrupts it", e);
    }
  }

  void end() {
    end(GrpcStatus.OK, null);
  }

  void fail(CallProblem problem) {
    end(problem.status(), problem.message());
  }

  private void end(GrpcStatus status, String message) {
    eventLoop.runOnContext(v -> {
      if (response.ended() || response.closed()) {
        return;
      }
      if (!response.headWritten()) {
        response.putHeader("content-type", "application/grpc");
      }
      response.putTrailer("grpc-status", String.valueOf(status.code));
      if (message != null) {
        response.putTrailer("grpc-message", encoded(message));
      }
      response.end();
    });
  }

  /// Makes writes return that wait for the client, and those to come. If it does not even read what
  /// is on its way already, its connection is closed.
  void cut() {
    eventLoop.runOnContext(v -> {
      response.reset(CANCEL);
      eventLoop
          .owner()
          .setTimer(
              PATIENCE_MILLIS,
              timer -> {
                if (waiting) {
                  request.connection().close();
                }
              });
    });
  }

  // As gRPC wants it: what is not plain ASCII as %XX of its UTF-8.
  static String encoded(String message) {
    var text = new StringBuilder();
    for (byte b : message.getBytes(StandardCharsets.UTF_8)) {
      if (b >= ' ' && b <= '~' && b != '%') {
        text.append((char) b);
      } else {
        text.append('%').append("%02X".formatted(b & 0xFF));
      }
    }
    return text.toString();
  }
}
