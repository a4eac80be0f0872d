package dev.wadi.server.flight;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.wadi.server.flight.Statements.Created;
import dev.wadi.server.flight.protocol.Flight.Action;
import dev.wadi.server.flight.protocol.Flight.ActionType;
import dev.wadi.server.flight.protocol.Flight.CancelFlightInfoRequest;
import dev.wadi.server.flight.protocol.Flight.CancelFlightInfoResult;
import dev.wadi.server.flight.protocol.Flight.CancelStatus;
import dev.wadi.server.flight.protocol.Flight.CloseSessionResult;
import dev.wadi.server.flight.protocol.Flight.FlightInfo;
import dev.wadi.server.flight.protocol.Flight.GetSessionOptionsResult;
import dev.wadi.server.flight.protocol.Flight.SetSessionOptionsRequest;
import dev.wadi.server.flight.protocol.Flight.SetSessionOptionsResult;
import dev.wadi.server.flight.protocol.FlightSql.ActionCancelQueryRequest;
import dev.wadi.server.flight.protocol.FlightSql.ActionCancelQueryResult;
import dev.wadi.server.flight.protocol.FlightSql.ActionClosePreparedStatementRequest;
import dev.wadi.server.flight.protocol.FlightSql.ActionCreatePreparedStatementRequest;
import dev.wadi.server.flight.protocol.FlightSql.ActionCreatePreparedStatementResult;
import dev.wadi.server.grpc.CallProblem;
import dev.wadi.server.grpc.RefusedCall;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Schema;

/// What is asked for with `DoAction`.
public final class Actions {
  private static final String CREATE = "CreatePreparedStatement";
  private static final String CLOSE = "ClosePreparedStatement";
  private static final String CANCEL = "CancelFlightInfo";
  private static final String CANCEL_OLD = "CancelQuery";
  private static final String SET_OPTIONS = "SetSessionOptions";
  private static final String GET_OPTIONS = "GetSessionOptions";
  private static final String CLOSE_SESSION = "CloseSession";

  /// Ours: how far a query has come, which Flight has no word for while its rows are read.
  public static final String PROGRESS = "wadi.QueryProgress";

  static final List<ActionType> TYPES =
      List.of(
          type(CREATE, "Prepares a statement, which may have parameters."),
          type(CLOSE, "Forgets a prepared statement."),
          type(CANCEL, "Ends a query before its end."),
          type(CANCEL_OLD, "The same, as older clients ask for it."),
          type(SET_OPTIONS, "Says which options there are not: sessions have none."),
          type(GET_OPTIONS, "The options of the session: none."),
          type(CLOSE_SESSION, "Says that no more calls come."),
          type(PROGRESS, "How far the query has come whose ticket is the body."));

  private final Statements statements;
  private final Tickets tickets;

  Actions(Statements statements, Tickets tickets) {
    this.statements = statements;
    this.tickets = tickets;
  }

  private static ActionType type(String name, String description) {
    return ActionType.newBuilder().setType(name).setDescription(description).build();
  }

  /// @return the body of the result, if the action has one
  Optional<ByteString> run(Action action) {
    ByteString body = action.getBody();
    return switch (action.getType()) {
      case CREATE ->
          Optional.of(
              create(
                  Commands.unpack(Commands.any(body), ActionCreatePreparedStatementRequest.class)));
      case CLOSE -> {
        statements.close(
            Commands.unpack(Commands.any(body), ActionClosePreparedStatementRequest.class)
                .getPreparedStatementHandle());
        yield Optional.empty();
      }
      case CANCEL -> Optional.of(cancel(body));
      case CANCEL_OLD -> Optional.of(cancelOld(Commands.any(body)));
      case SET_OPTIONS -> Optional.of(refuseOptions(body));
      case GET_OPTIONS -> Optional.of(GetSessionOptionsResult.getDefaultInstance().toByteString());
      case CLOSE_SESSION ->
          Optional.of(
              CloseSessionResult.newBuilder()
                  .setStatus(CloseSessionResult.Status.CLOSED)
                  .build()
                  .toByteString());
      case PROGRESS -> Optional.of(tickets.beingRead(body).progress().toByteString());
      default ->
          throw RefusedCall.unsupported(
              "the action '%s'".formatted(action.getType()), "ListActions tells what there is");
    };
  }

  private ByteString create(ActionCreatePreparedStatementRequest request) {
    Transactions.refuse(request.hasTransactionId());
    Created created = statements.prepare(request.getQuery());
    return packed(
        ActionCreatePreparedStatementResult.newBuilder()
            .setPreparedStatementHandle(created.handle())
            .setDatasetSchema(schema(created.columns()))
            .setParameterSchema(schema(created.parameters()))
            .build());
  }

  // Without columns there is no need for one.
  private static ByteString schema(Schema columns) {
    return columns.getFields().isEmpty() ? ByteString.EMPTY : FlightMessages.encapsulated(columns);
  }

  private ByteString cancel(ByteString body) {
    try {
      tickets.cancel(CancelFlightInfoRequest.parseFrom(body).getInfo());
    } catch (InvalidProtocolBufferException e) {
      throw CallProblem.malformed("expected a CancelFlightInfoRequest", e);
    }
    return CancelFlightInfoResult.newBuilder()
        .setStatus(CancelStatus.CANCEL_STATUS_CANCELLED)
        .build()
        .toByteString();
  }

  @SuppressWarnings("deprecation") // clients ask for it
  private ByteString cancelOld(Any body) {
    try {
      ByteString info = Commands.unpack(body, ActionCancelQueryRequest.class).getInfo();
      tickets.cancel(FlightInfo.parseFrom(info));
    } catch (InvalidProtocolBufferException e) {
      throw CallProblem.malformed("expected a FlightInfo", e);
    }
    return packed(
        ActionCancelQueryResult.newBuilder()
            .setResult(ActionCancelQueryResult.CancelResult.CANCEL_RESULT_CANCELLED)
            .build());
  }

  // Each statement stands for itself: what it is to be run with is SET in its text.
  private static ByteString refuseOptions(ByteString body) {
    try {
      var result = SetSessionOptionsResult.newBuilder();
      var unknown =
          SetSessionOptionsResult.Error.newBuilder()
              .setValue(SetSessionOptionsResult.ErrorValue.INVALID_NAME)
              .build();
      SetSessionOptionsRequest.parseFrom(body)
          .getSessionOptionsMap()
          .keySet()
          .forEach(name -> result.putErrors(name, unknown));
      return result.build().toByteString();
    } catch (InvalidProtocolBufferException e) {
      throw CallProblem.malformed("expected a SetSessionOptionsRequest", e);
    }
  }

  private static ByteString packed(Message result) {
    return Any.pack(result).toByteString();
  }
}
