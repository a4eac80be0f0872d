package dev.wadi.server.flight;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import dev.wadi.server.access.Caller;
import dev.wadi.server.flight.protocol.Flight.FlightDescriptor;
import dev.wadi.server.flight.protocol.Flight.FlightEndpoint;
import dev.wadi.server.flight.protocol.Flight.FlightInfo;
import dev.wadi.server.flight.protocol.Flight.Ticket;
import dev.wadi.server.flight.protocol.FlightSql.CommandPreparedStatementQuery;
import dev.wadi.server.flight.protocol.FlightSql.CommandStatementQuery;
import dev.wadi.server.grpc.RefusedCall;
import org.apache.arrow.vector.types.pojo.Schema;

/// What is asked for with `GetFlightInfo` and `GetSchema`.
final class Descriptors {
  private static final long UNKNOWN = -1;

  private final Statements statements;
  private final Metadata metadata;
  private final Tickets tickets;

  Descriptors(Statements statements, Metadata metadata, Tickets tickets) {
    this.statements = statements;
    this.metadata = metadata;
    this.tickets = tickets;
  }

  /// Plans a query, which runs when its ticket is redeemed.
  FlightInfo info(FlightDescriptor descriptor, Caller caller) {
    Rows rows = rows(command(descriptor), caller);
    // No location: the same connection.
    return FlightInfo.newBuilder()
        .setSchema(FlightMessages.encapsulated(rows.columns()))
        .setFlightDescriptor(descriptor)
        .addEndpoint(
            FlightEndpoint.newBuilder()
                .setTicket(Ticket.newBuilder().setTicket(tickets.issue(rows))))
        .setTotalRecords(UNKNOWN)
        .setTotalBytes(UNKNOWN)
        .setOrdered(true)
        .build();
  }

  /// The columns of a result, encapsulated.
  ByteString schema(FlightDescriptor descriptor) {
    return FlightMessages.encapsulated(columns(command(descriptor)));
  }

  static Any command(FlightDescriptor descriptor) {
    if (descriptor.getType() != FlightDescriptor.DescriptorType.CMD) {
      throw RefusedCall.unsupported("a flight with a path", "send a command of Flight SQL");
    }
    return Commands.any(descriptor.getCmd());
  }

  private Rows rows(Any command, Caller caller) {
    return switch (Commands.name(command)) {
      case "CommandStatementQuery" -> {
        var query = Commands.unpack(command, CommandStatementQuery.class);
        Transactions.refuse(query.hasTransactionId());
        yield statements.query(query.getQuery(), caller);
      }
      case "CommandPreparedStatementQuery" ->
          statements.query(
              Commands.unpack(command, CommandPreparedStatementQuery.class)
                  .getPreparedStatementHandle(),
              caller);
      default -> new MetadataRows(metadata.answer(command).orElseThrow(() -> unsupported(command)));
    };
  }

  private Schema columns(Any command) {
    return switch (Commands.name(command)) {
      case "CommandStatementQuery" ->
          statements.columns(Commands.unpack(command, CommandStatementQuery.class).getQuery());
      case "CommandPreparedStatementQuery" ->
          statements.columns(
              Commands.unpack(command, CommandPreparedStatementQuery.class)
                  .getPreparedStatementHandle());
      default -> metadata.answer(command).orElseThrow(() -> unsupported(command)).columns();
    };
  }

  static RefusedCall unsupported(Any command) {
    return RefusedCall.unsupported(
        "the command '%s'".formatted(Commands.name(command)), "docs/flight.md lists what there is");
  }
}
