package dev.wadi.server.flight.client;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.control.protocol.Wadi.QueryProgress;
import dev.wadi.server.flight.Actions;
import dev.wadi.server.flight.protocol.Flight;
import dev.wadi.server.flight.protocol.Flight.Action;
import dev.wadi.server.flight.protocol.Flight.FlightData;
import dev.wadi.server.flight.protocol.Flight.FlightDescriptor;
import dev.wadi.server.flight.protocol.Flight.FlightInfo;
import dev.wadi.server.flight.protocol.Flight.PutResult;
import dev.wadi.server.flight.protocol.Flight.Result;
import dev.wadi.server.flight.protocol.Flight.SchemaResult;
import dev.wadi.server.flight.protocol.Flight.Ticket;
import dev.wadi.server.flight.protocol.FlightSql.CommandGetTables;
import dev.wadi.server.flight.protocol.FlightSql.CommandStatementQuery;
import dev.wadi.server.flight.protocol.FlightSql.CommandStatementUpdate;
import dev.wadi.server.flight.protocol.FlightSql.DoPutUpdateResult;
import dev.wadi.server.grpc.ServerCall;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClient;
import io.vertx.grpc.client.GrpcClientOptions;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// A client of one server. One thread asks, and waits for the answers; any other may cancel.
public final class FlightSqlClient implements AutoCloseable {
  private static final ServiceName SERVICE =
      ServiceName.create(Flight.getDescriptor().findServiceByName("FlightService").getFullName());
  private static final long MESSAGE_BYTES_MOST = 1L << 30;
  private static final int CONNECT_MILLIS_MOST = 5_000;

  private final FlightAddress address;
  private final Optional<String> token;
  private final Vertx vertx;
  private final GrpcClient grpc;
  private final MemoryScope scope = MemoryScope.unlimited();
  private volatile ServerCall<?> current;

  /// @param token sent with each call
  /// @param authority a PEM file with the certificate that vouches for the server's; absent for
  ///   those that Java trusts
  public FlightSqlClient(FlightAddress address, Optional<String> token, Optional<Path> authority) {
    this.address = address;
    this.token = token;
    vertx =
        Vertx.vertx(
            new VertxOptions()
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    var options = new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS_MOST);
    if (address.tls()) {
      options.setSsl(true).setUseAlpn(true);
      authority.ifPresent(
          file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
    }
    grpc =
        GrpcClient.client(
            vertx, new GrpcClientOptions().setMaxMessageSize(MESSAGE_BYTES_MOST), options);
  }

  public FlightAddress address() {
    return address;
  }

  /// Starts a query, and waits for its columns.
  ///
  /// @throws WadiException with the place in the SQL if it is wrong
  public QueryResult query(String sql) {
    return query(CommandStatementQuery.newBuilder().setQuery(sql).build());
  }

  /// Asks for anything that has rows.
  QueryResult query(Message command) {
    FlightInfo info =
        call("GetFlightInfo", descriptor(command), FlightInfo.getDefaultInstance()).only();
    Ticket ticket = info.getEndpoint(0).getTicket();
    ServerCall<FlightData> call = call("DoGet", ticket, FlightData.getDefaultInstance());
    return new QueryResult(call, scope.allocator(), () -> progress(ticket));
  }

  private Optional<QueryProgress> progress(Ticket ticket) {
    Action action =
        Action.newBuilder().setType(Actions.PROGRESS).setBody(ticket.getTicket()).build();
    try {
      Result result = untracked("DoAction", action, Result.getDefaultInstance()).only();
      return Optional.of(QueryProgress.parseFrom(result.getBody()));
    } catch (WadiException | CancellationException | InvalidProtocolBufferException e) {
      // It has ended meanwhile, or the server is an older one: nobody depends on it.
      return Optional.empty();
    }
  }

  /// Runs what has no rows to show.
  ///
  /// @return how many rows were inserted
  /// @throws WadiException with the place in the SQL if it is wrong
  public long update(String sql) {
    var update = CommandStatementUpdate.newBuilder().setQuery(sql).build();
    var data = FlightData.newBuilder().setFlightDescriptor(descriptor(update)).build();
    PutResult result = call("DoPut", data, PutResult.getDefaultInstance()).only();
    try {
      return DoPutUpdateResult.parseFrom(result.getAppMetadata()).getRecordCount();
    } catch (InvalidProtocolBufferException e) {
      throw new WadiException(
          ErrorCode.SERVER_UNREACHABLE, "the server's answer cannot be read", e);
    }
  }

  /// Checks a query without running it.
  ///
  /// @throws WadiException with the place in the SQL if it is wrong
  public void check(String sql) {
    var query = CommandStatementQuery.newBuilder().setQuery(sql).build();
    call("GetSchema", descriptor(query), SchemaResult.getDefaultInstance()).only();
  }

  /// The tables that the server keeps, with their columns.
  public List<TableColumns> tables() {
    QueryResult result = query(CommandGetTables.newBuilder().setIncludeSchema(true).build());
    List<TableColumns> tables = new ArrayList<>();
    for (Optional<Batch> next = result.next(); next.isPresent(); next = result.next()) {
      try (Batch batch = next.get()) {
        tables.addAll(TableColumns.of(batch));
      }
    }
    return tables;
  }

  private static FlightDescriptor descriptor(Message command) {
    return FlightDescriptor.newBuilder()
        .setType(FlightDescriptor.DescriptorType.CMD)
        .setCmd(Any.pack(command).toByteString())
        .build();
  }

  // What Ctrl-C is to end.
  private <Q extends Message, A extends Message> ServerCall<A> call(
      String method, Q question, A answer) {
    ServerCall<A> call = untracked(method, question, answer);
    current = call;
    return call;
  }

  private <Q extends Message, A extends Message> ServerCall<A> untracked(
      String method, Q question, A answer) {
    ServiceMethod<A, Q> bound =
        ServiceMethod.client(
            SERVICE, method, GrpcMessageEncoder.encoder(), GrpcMessageDecoder.decoder(answer));
    GrpcClientRequest<Q, A> request = connected(bound);
    token.ifPresent(secret -> request.headers().set("authorization", "Bearer " + secret));
    return ServerCall.start(request, question);
  }

  private <Q, A> GrpcClientRequest<Q, A> connected(ServiceMethod<A, Q> method) {
    CompletableFuture<GrpcClientRequest<Q, A>> request =
        grpc.request(SocketAddress.inetSocketAddress(address.port(), address.host()), method)
            .toCompletionStage()
            .toCompletableFuture();
    try {
      return request.join();
    } catch (CompletionException e) {
      throw new WadiException(
              ErrorCode.SERVER_UNREACHABLE,
              "no Wadi server answers at %s: %s".formatted(address, e.getCause().getMessage()),
              e)
          .withHint("start one with `./wadi server`, or name another: ./wadi sql URL");
    }
  }

  /// Cancels what is being asked or answered; the thread that waits for it is told so.
  public void cancel() {
    ServerCall<?> running = current;
    if (running != null) {
      running.cancel();
    }
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    scope.close();
  }
}
