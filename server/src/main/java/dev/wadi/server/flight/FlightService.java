package dev.wadi.server.flight;

import dev.wadi.server.access.Caller;
import dev.wadi.server.access.Role;
import dev.wadi.server.flight.protocol.Flight;
import dev.wadi.server.flight.protocol.Flight.Action;
import dev.wadi.server.flight.protocol.Flight.Empty;
import dev.wadi.server.flight.protocol.Flight.FlightData;
import dev.wadi.server.flight.protocol.Flight.FlightDescriptor;
import dev.wadi.server.flight.protocol.Flight.HandshakeRequest;
import dev.wadi.server.flight.protocol.Flight.HandshakeResponse;
import dev.wadi.server.flight.protocol.Flight.PollInfo;
import dev.wadi.server.flight.protocol.Flight.Result;
import dev.wadi.server.flight.protocol.Flight.SchemaResult;
import dev.wadi.server.grpc.GrpcService;
import dev.wadi.server.grpc.InboundMessages;
import dev.wadi.server.grpc.OutboundMessages;
import dev.wadi.server.grpc.Reception;
import dev.wadi.server.pipeline.ConnectionTables;
import dev.wadi.server.pipeline.OneShotQueries;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Optional;
import java.util.Set;

/// The table of Flight's methods.
public final class FlightService {
  private static final Set<String> CONTENT_TYPES =
      Set.of("application/grpc", "application/grpc+proto");

  private final Reception reception;
  private final Descriptors descriptors;
  private final Uploads uploads;
  private final Actions actions;
  private final DoGet get;

  /// @param version of the program
  public FlightService(
      Reception reception, OneShotQueries queries, ConnectionTables tables, String version) {
    this.reception = reception;
    var tickets = new Tickets();
    var statements = new Statements(queries);
    descriptors = new Descriptors(statements, new Metadata(tables, version), tickets);
    uploads = new Uploads(statements, new Ingestion(queries));
    actions = new Actions(statements, tickets);
    get = new DoGet(reception, tickets);
  }

  /// All methods but `DoGet`.
  public GrpcService service() {
    var service = new GrpcService(Flight.getDescriptor().findServiceByName("FlightService"));
    service.method(
        Role.VIEWER, "Handshake", HandshakeRequest.getDefaultInstance(), this::handshake);
    service.method(
        Role.DEVELOPER,
        "GetFlightInfo",
        FlightDescriptor.getDefaultInstance(),
        (caller, asked) -> descriptors.info(asked, caller));
    // Nothing takes long before it is read, so the first answer is the last.
    service.method(
        Role.DEVELOPER,
        "PollFlightInfo",
        FlightDescriptor.getDefaultInstance(),
        (caller, asked) -> PollInfo.newBuilder().setInfo(descriptors.info(asked, caller)).build());
    service.method(
        Role.DEVELOPER,
        "GetSchema",
        FlightDescriptor.getDefaultInstance(),
        (_, asked) -> SchemaResult.newBuilder().setSchema(descriptors.schema(asked)).build());
    service.change(
        Role.DEVELOPER,
        "DoPut",
        FlightData.getDefaultInstance(),
        (_, data, answers) -> answers.send(uploads.run(data)));
    service.method(
        Role.DEVELOPER,
        "DoAction",
        Action.getDefaultInstance(),
        (_, asked, answers) ->
            actions
                .run(asked.first())
                .ifPresent(body -> answers.send(Result.newBuilder().setBody(body).build())));
    service.method(
        Role.VIEWER,
        "ListActions",
        Empty.getDefaultInstance(),
        (_, asked, answers) -> Actions.TYPES.forEach(answers::send));
    return service;
  }

  // The token goes in the headers of the answer, so it has to have some.
  private void handshake(
      Caller caller,
      InboundMessages<HandshakeRequest> greetings,
      OutboundMessages<HandshakeResponse> answers) {
    answers.header("authorization", reception.callers().bearer(greetings.headers()));
    for (Optional<?> next = greetings.next(); next.isPresent(); ) {
      next = greetings.next();
    }
  }

  /// Whether a request is a `DoGet`, which {@link #stream} answers.
  public boolean streams(HttpServerRequest request) {
    String type = request.getHeader("content-type");
    return request.version() == HttpVersion.HTTP_2
        && type != null
        && CONTENT_TYPES.contains(type)
        && request.path().equals(DoGet.PATH);
  }

  /// To be called on the event loop.
  public void stream(HttpServerRequest request) {
    get.handle(request);
  }
}
