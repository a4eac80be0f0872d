package dev.wadi.server.flight;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.flight.protocol.Flight.FlightEndpoint;
import dev.wadi.server.flight.protocol.Flight.FlightInfo;
import dev.wadi.server.flight.protocol.Flight.Ticket;
import dev.wadi.server.flight.protocol.FlightSql.TicketStatementQuery;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Results that were asked for: those that wait to be read, and those that are being read.
/// Thread-safe.
final class Tickets {
  private static final int MOST_WAITING = 10_000;

  private final Handles<Rows> waiting = new Handles<>(MOST_WAITING, Rows::cancel);
  private final Map<ByteString, Reading> read = new ConcurrentHashMap<>();

  private record Reading(Rows rows, Runnable cancel) {}

  /// Keeps a result until it is read.
  ///
  /// @return the ticket for it
  ByteString issue(Rows rows) {
    ByteString handle = waiting.add(rows);
    return Any.pack(TicketStatementQuery.newBuilder().setStatementHandle(handle).build())
        .toByteString();
  }

  /// What a client may do with a ticket.
  ///
  /// @param rows the result
  /// @param handle what it is called in {@link #reading} and {@link #ended}
  record Redeemed(Rows rows, ByteString handle) {}

  /// @throws WadiException if there is no such ticket, or it has been used already
  Redeemed redeem(ByteString ticket) {
    ByteString handle = handle(ticket);
    Rows rows = waiting.remove(handle).orElseThrow(Tickets::unknown);
    return new Redeemed(rows, handle);
  }

  /// @param cancel ends the result early
  void reading(Redeemed redeemed, Runnable cancel) {
    read.put(redeemed.handle(), new Reading(redeemed.rows(), cancel));
  }

  /// A result that is being read.
  ///
  /// @throws WadiException if it is not
  Rows beingRead(ByteString ticket) {
    Reading reading = read.get(handle(ticket));
    if (reading == null) {
      throw new WadiException(ErrorCode.NOT_FOUND, "nothing is being read with this ticket");
    }
    return reading.rows;
  }

  void ended(ByteString handle) {
    read.remove(handle);
  }

  /// Ends what is read with the tickets of an answer, and forgets what waits to be.
  ///
  /// @throws WadiException if there is no such result, or no longer
  void cancel(FlightInfo info) {
    boolean found = false;
    for (FlightEndpoint endpoint : info.getEndpointList()) {
      found |= cancel(endpoint.getTicket());
    }
    if (!found) {
      throw unknown();
    }
  }

  private boolean cancel(Ticket ticket) {
    ByteString handle = handle(ticket.getTicket());
    Reading running = read.get(handle);
    if (running != null) {
      running.cancel.run();
      return true;
    }
    return waiting
        .remove(handle)
        .map(rows -> {
          rows.cancel();
          return true;
        })
        .orElse(false);
  }

  private static ByteString handle(ByteString ticket) {
    return Commands.unpack(Commands.any(ticket), TicketStatementQuery.class).getStatementHandle();
  }

  private static WadiException unknown() {
    return new WadiException(ErrorCode.NOT_FOUND, "there is no such ticket, or it has been used")
        .withHint("ask for the query again: GetFlightInfo");
  }
}
