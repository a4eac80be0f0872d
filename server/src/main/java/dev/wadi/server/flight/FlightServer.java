package dev.wadi.server.flight;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.Message;
import dev.wadi.server.access.Caller;
import dev.wadi.server.access.Role;
import dev.wadi.server.flight.protocol.Flight;
import dev.wadi.server.flight.protocol.Flight.Action;
import dev.wadi.server.flight.protocol.Flight.ActionType;
import dev.wadi.server.flight.protocol.Flight.Empty;
import dev.wadi.server.flight.protocol.Flight.FlightData;
import dev.wadi.server.flight.protocol.Flight.FlightDescriptor;
import dev.wadi.server.flight.protocol.Flight.FlightInfo;
import dev.wadi.server.flight.protocol.Flight.HandshakeRequest;
import dev.wadi.server.flight.protocol.Flight.HandshakeResponse;
import dev.wadi.server.flight.protocol.Flight.PollInfo;
import dev.wadi.server.flight.protocol.Flight.PutResult;
import dev.wadi.server.flight.protocol.Flight.Result;
import dev.wadi.server.flight.protocol.Flight.SchemaResult;
import dev.wadi.server.pipeline.OneShotQueries;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import io.vertx.grpc.server.GrpcProtocol;
import io.vertx.grpc.server.GrpcServer;
import io.vertx.grpc.server.GrpcServerOptions;
import java.util.Optional;

/// The table of Flight's methods.
public final class FlightServer implements Handler<HttpServerRequest> {
  private static final ServiceDescriptor SERVICE =
      Flight.getDescriptor().findServiceByName("FlightService");
  private static final ServiceName NAME = ServiceName.create(SERVICE.getFullName());
  private static final long MOST_MESSAGE_BYTES = 16 << 20;

  private final GrpcServer grpc;
  private final Callers callers;
  private final DoGet get;

  public FlightServer(Vertx vertx, Callers callers, OneShotQueries queries) {
    this.callers = callers;
    // What browsers can speak is off: nobody else's web page is to reach the server.
    var options = new GrpcServerOptions().setMaxMessageSize(MOST_MESSAGE_BYTES);
    for (GrpcProtocol protocol : GrpcProtocol.values()) {
      if (protocol != GrpcProtocol.HTTP_2) {
        options.removeEnabledProtocol(protocol);
      }
    }
    grpc = GrpcServer.server(vertx, options);
    var tickets = new Tickets();
    var statements = new Statements(queries);
    get = new DoGet(callers, tickets);
    bind(
        new Descriptors(statements, tickets),
        new Uploads(statements),
        new Actions(statements, tickets));
  }

  private void bind(Descriptors descriptors, Uploads uploads, Actions actions) {
    bind(Role.VIEWER, "Handshake", HandshakeRequest.getDefaultInstance(), this::handshake);
    bind(
        Role.DEVELOPER,
        "GetFlightInfo",
        FlightDescriptor.getDefaultInstance(),
        (Caller caller, InboundMessages<FlightDescriptor> asked, OutboundMessages<FlightInfo> to) ->
            to.send(descriptors.info(asked.first())));
    // Nothing takes long before it is read, so the first answer is the last.
    bind(
        Role.DEVELOPER,
        "PollFlightInfo",
        FlightDescriptor.getDefaultInstance(),
        (Caller caller, InboundMessages<FlightDescriptor> asked, OutboundMessages<PollInfo> to) ->
            to.send(PollInfo.newBuilder().setInfo(descriptors.info(asked.first())).build()));
    bind(
        Role.DEVELOPER,
        "GetSchema",
        FlightDescriptor.getDefaultInstance(),
        (Caller caller,
            InboundMessages<FlightDescriptor> asked,
            OutboundMessages<SchemaResult> to) ->
            to.send(
                SchemaResult.newBuilder().setSchema(descriptors.schema(asked.first())).build()));
    bind(
        Role.DEVELOPER,
        "DoPut",
        FlightData.getDefaultInstance(),
        (Caller caller, InboundMessages<FlightData> data, OutboundMessages<PutResult> to) ->
            to.send(uploads.run(data)));
    bind(
        Role.DEVELOPER,
        "DoAction",
        Action.getDefaultInstance(),
        (Caller caller, InboundMessages<Action> asked, OutboundMessages<Result> to) ->
            actions
                .run(asked.first())
                .ifPresent(body -> to.send(Result.newBuilder().setBody(body).build())));
    bind(
        Role.DEVELOPER,
        "ListActions",
        Empty.getDefaultInstance(),
        (Caller caller, InboundMessages<Empty> asked, OutboundMessages<ActionType> to) ->
            Actions.TYPES.forEach(to::send));
  }

  private <Q extends Message, A extends Message> void bind(
      Role needed, String name, Q question, CallHandler.Method<Q, A> method) {
    ServiceMethod<Q, A> bound =
        ServiceMethod.server(
            NAME, name, GrpcMessageEncoder.encoder(), GrpcMessageDecoder.decoder(question));
    grpc.callHandler(bound, new CallHandler<>(callers, needed, method));
  }

  // The token goes in the headers of the answer, so it has to have some.
  private void handshake(
      Caller caller,
      InboundMessages<HandshakeRequest> greetings,
      OutboundMessages<HandshakeResponse> answers) {
    answers.header("authorization", callers.bearer(greetings.headers()));
    for (Optional<?> next = greetings.next(); next.isPresent(); ) {
      next = greetings.next();
    }
  }

  @Override
  public void handle(HttpServerRequest request) {
    String type = request.getHeader("content-type");
    boolean plain =
        request.version() == HttpVersion.HTTP_2
            && type != null
            && (type.equals("application/grpc") || type.equals("application/grpc+proto"));
    if (plain && request.path().equals(DoGet.PATH)) {
      get.handle(request);
    } else {
      grpc.handle(request);
    }
  }
}
