package dev.wadi.server.flight;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import dev.wadi.server.flight.protocol.Flight.FlightData;
import dev.wadi.server.flight.protocol.Flight.PutResult;
import dev.wadi.server.flight.protocol.FlightSql.CommandPreparedStatementQuery;
import dev.wadi.server.flight.protocol.FlightSql.CommandPreparedStatementUpdate;
import dev.wadi.server.flight.protocol.FlightSql.CommandStatementIngest;
import dev.wadi.server.flight.protocol.FlightSql.CommandStatementUpdate;
import dev.wadi.server.flight.protocol.FlightSql.DoPutPreparedStatementResult;
import dev.wadi.server.flight.protocol.FlightSql.DoPutUpdateResult;
import dev.wadi.server.grpc.InboundMessages;

/// What is asked for with `DoPut`: statements that change something, and values of parameters.
final class Uploads {
  private final Statements statements;
  private final Ingestion ingestion;

  Uploads(Statements statements, Ingestion ingestion) {
    this.statements = statements;
    this.ingestion = ingestion;
  }

  PutResult run(InboundMessages<FlightData> messages) {
    FlightData first = messages.first();
    Any command = Descriptors.command(first.getFlightDescriptor());
    return switch (Commands.name(command)) {
      case "CommandStatementUpdate" -> {
        var update = Commands.unpack(command, CommandStatementUpdate.class);
        Transactions.refuse(update.hasTransactionId());
        yield updated(statements.update(update.getQuery(), messages::whenGone));
      }
      case "CommandPreparedStatementUpdate" ->
          updated(
              statements.update(
                  Commands.unpack(command, CommandPreparedStatementUpdate.class)
                      .getPreparedStatementHandle(),
                  ArrowRows.read(first, messages),
                  messages::whenGone));
      case "CommandPreparedStatementQuery" ->
          bound(
              Commands.unpack(command, CommandPreparedStatementQuery.class)
                  .getPreparedStatementHandle(),
              first,
              messages);
      case "CommandStatementIngest" ->
          updated(
              ingestion.run(
                  Commands.unpack(command, CommandStatementIngest.class), first, messages));
      default -> throw Descriptors.unsupported(command);
    };
  }

  private PutResult bound(
      ByteString handle, FlightData first, InboundMessages<FlightData> messages) {
    statements.bind(handle, ArrowRows.read(first, messages));
    return result(
        DoPutPreparedStatementResult.newBuilder()
            .setPreparedStatementHandle(handle)
            .build()
            .toByteString());
  }

  private static PutResult updated(long rows) {
    return result(DoPutUpdateResult.newBuilder().setRecordCount(rows).build().toByteString());
  }

  private static PutResult result(ByteString metadata) {
    return PutResult.newBuilder().setAppMetadata(metadata).build();
  }
}
