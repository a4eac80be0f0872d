package dev.wadi.server.http;

import dev.wadi.server.output.JobOutput;
import dev.wadi.server.output.JobOutput.OutputRow;
import dev.wadi.server.output.JobOutput.Portion;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/// Streams a job's rows to one client as server-sent events:
///
/// - `row` with the row's number as its id: `{"row":1,"table":"preview","values":{...}}`; where
///   rows change, `"op"` comes before the values: `+I`, `-U`, `+U` or `-D`
/// - `end` with the job's state and the number of rows, or `error` with a problem, as the last
///
/// Rows are taken from the job's output only as fast as the client reads. Lives on the event loop,
/// except for the wake-up.
final class OutputEvents {
  private static final int ROWS_AT_ONCE = 256;
  private static final int PORTIONS_A_TURN = 16;
  private static final long KEEP_ALIVE_MILLIS = 15_000;

  private final RoutingContext context;
  private final HttpServerResponse response;
  private final Context eventLoop;
  private final AtomicBoolean awake = new AtomicBoolean();
  private JobOutput.Reader reader;
  private long timer;
  private boolean over;

  private OutputEvents(RoutingContext context) {
    this.context = context;
    this.response = context.response();
    this.eventLoop = Vertx.currentContext();
  }

  /// Begins to stream; to be called on the event loop.
  ///
  /// @param afterRow 0, or the last row that the client has seen
  static void stream(RoutingContext context, JobOutput output, long afterRow) {
    new OutputEvents(context).start(context.vertx(), output, afterRow);
  }

  private void start(Vertx vertx, JobOutput output, long afterRow) {
    response
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-store");
    reader = output.read(afterRow, this::wakeUp);
    timer = vertx.setPeriodic(KEEP_ALIVE_MILLIS, v -> keepAlive());
    context.addEndHandler(end -> finish(vertx));
    response.drainHandler(v -> send(vertx));
    // The head goes out at once, even if the first row takes its time.
    response.writeHead();
    wakeUp();
  }

  // Who does not even read rows is not to be sent more of nothing.
  private void keepAlive() {
    if (!response.writeQueueFull()) {
      response.write(":\n\n");
    }
  }

  // From any thread; many wake-ups become one turn of the event loop.
  private void wakeUp() {
    if (awake.compareAndSet(false, true)) {
      eventLoop.runOnContext(v -> send(eventLoop.owner()));
    }
  }

  private void send(Vertx vertx) {
    awake.set(false);
    for (int i = 0; i < PORTIONS_A_TURN && !over; i++) {
      if (response.writeQueueFull() || !sendPortion(vertx)) {
        // Called again when the queue has drained, or there is more to send.
        return;
      }
    }
    if (!over) {
      // A fast job must not keep the event loop from its other clients.
      wakeUp();
    }
  }

  // Returns whether there may be more.
  private boolean sendPortion(Vertx vertx) {
    Portion portion = reader.take(ROWS_AT_ONCE);
    if (!portion.rows().isEmpty()) {
      var events = Buffer.buffer();
      portion.rows().forEach(row -> append(events, row));
      response.write(events);
    }
    if (portion.end() != null) {
      response.end(lastEvent(portion.end()));
      finish(vertx);
    }
    return !portion.rows().isEmpty();
  }

  private void finish(Vertx vertx) {
    if (!over) {
      over = true;
      vertx.cancelTimer(timer);
      reader.close();
    }
  }

  private static void append(Buffer events, OutputRow row) {
    events
        .appendString("event: row\nid: ")
        .appendString(Long.toString(row.number()))
        .appendString("\ndata: {\"row\":")
        .appendString(Long.toString(row.number()))
        .appendString(",\"table\":")
        .appendBytes(Json.write(row.table()))
        .appendString(row.change() == null ? "" : ",\"op\":\"" + row.change().symbol() + "\"")
        .appendString(",\"values\":")
        .appendBytes(row.json())
        .appendString("}\n\n");
  }

  private static Buffer lastEvent(JobOutput.End end) {
    String name = end.error() == null ? "end" : "error";
    Object data =
        end.error() == null ? new Ended(end.state().title(), end.rows()) : Problem.of(end.error());
    return Buffer.buffer(
        "event: %s\ndata: %s\n\n"
            .formatted(name, new String(Json.write(data), StandardCharsets.UTF_8)));
  }

  private record Ended(String state, long rows) {}
}
