package dev.wadi.server.flight;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.wadi.server.access.Caller;
import dev.wadi.server.access.Role;
import dev.wadi.server.flight.Tickets.Redeemed;
import dev.wadi.server.flight.protocol.Flight.Ticket;
import dev.wadi.server.grpc.CallProblem;
import dev.wadi.server.grpc.Reception;
import dev.wadi.server.grpc.RefusedCall;
import dev.wadi.server.metrics.CallFigures;
import dev.wadi.server.trace.Span;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.grpc.common.GrpcStatus;
import org.apache.arrow.vector.types.pojo.Schema;

/// `DoGet`: a ticket in, its rows out. Reads and writes gRPC's messages itself.
final class DoGet implements Handler<HttpServerRequest> {
  static final String PATH = "/arrow.flight.protocol.FlightService/DoGet";

  private static final int MOST_BYTES = 1 << 16;

  private final Reception reception;
  private final Tickets tickets;

  DoGet(Reception reception, Tickets tickets) {
    this.reception = reception;
    this.tickets = tickets;
  }

  @Override
  public void handle(HttpServerRequest request) {
    Context eventLoop = Vertx.currentContext();
    var stream = new RowStream(request, eventLoop, reception.stall());
    Buffer body = Buffer.buffer();
    request.handler(part -> {
      if (body.length() <= MOST_BYTES) {
        body.appendBuffer(part);
      }
    });
    request.endHandler(
        v -> Thread.ofVirtual().name("flight-get").start(() -> answer(request, body, stream)));
  }

  private void answer(HttpServerRequest request, Buffer body, RowStream stream) {
    Caller caller = null;
    GrpcStatus status = GrpcStatus.OK;
    CallFigures.Call figures = reception.figures().begin(PATH.substring(1));
    Span span = reception.span(request.headers());
    try (var _ = span.open()) {
      caller = reception.callers().admit(request.headers(), Role.DEVELOPER);
      send(tickets.redeem(ticket(body)), stream);
    } catch (Throwable e) {
      // Whatever it is, the client is waiting for an end.
      CallProblem problem = CallProblem.of(e, PATH);
      status = problem.status();
      if (caller == null) {
        reception.callers().refused(request.remoteAddress(), PATH, problem);
      }
      stream.fail(problem);
    }
    figures.ended(status.name());
    Reception.end(span, PATH.substring(1), status);
    if (caller != null) {
      reception.callers().record(caller, request.remoteAddress(), PATH, status);
    }
  }

  private void send(Redeemed redeemed, RowStream stream) {
    stream.whenGone(redeemed.rows()::cancel);
    tickets.reading(redeemed, () -> cancel(redeemed, stream));
    try {
      Schema columns = redeemed.rows().columns();
      stream.begin(columns);
      redeemed.rows().run(batch -> stream.write(columns, batch));
      stream.end();
    } finally {
      tickets.ended(redeemed.handle());
    }
  }

  // First the stream, at which the query may be waiting for the client.
  private static void cancel(Redeemed redeemed, RowStream stream) {
    stream.cut();
    redeemed.rows().cancel();
  }

  private static ByteString ticket(Buffer body) {
    boolean whole =
        body.length() >= FlightMessages.FRAME_BYTES
            && body.length() <= MOST_BYTES
            && body.getUnsignedInt(1) == body.length() - FlightMessages.FRAME_BYTES;
    if (!whole) {
      throw CallProblem.malformed("expected one message, a ticket", null);
    }
    if (body.getByte(0) != 0) {
      throw RefusedCall.unsupported("a compressed ticket", "send it without compression");
    }
    try {
      return Ticket.parseFrom(body.getBytes(FlightMessages.FRAME_BYTES, body.length())).getTicket();
    } catch (InvalidProtocolBufferException e) {
      throw CallProblem.malformed("expected a ticket", e);
    }
  }
}
