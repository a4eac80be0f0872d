package dev.wadi.server.grpc;

import com.google.protobuf.Message;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClient;
import io.vertx.grpc.client.GrpcClientOptions;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/// Sends calls on to the server of the catalog that a pipeline belongs to, and its answers back, as
/// they come. Who calls is told the same as by that server: it sees the same token.
///
/// A call is sent on once: a server that is not the right one any more says so. Thread-safe.
public final class CallForwarding {
  private static final String FORWARDED = "wadi-forwarded";
  private static final String AUTHORIZATION = "authorization";
  private static final int CONNECT_MILLIS = 3_000;
  private static final int MESSAGE_BYTES_MOST = 16 << 20;

  private final Function<String, Optional<URI>> elsewhere;
  private final Optional<GrpcClient> client;

  private CallForwarding(Function<String, Optional<URI>> elsewhere, Optional<GrpcClient> client) {
    this.elsewhere = elsewhere;
    this.client = client;
  }

  /// Of a server that is alone.
  public static CallForwarding none() {
    return new CallForwarding(_ -> Optional.empty(), Optional.empty());
  }

  /// @param options which servers to trust
  /// @param elsewhere where another server answers gRPC that a pipeline belongs to
  public static CallForwarding by(
      Vertx vertx, HttpClientOptions options, Function<String, Optional<URI>> elsewhere) {
    var client =
        GrpcClient.client(
            vertx,
            new GrpcClientOptions().setMaxMessageSize(MESSAGE_BYTES_MOST),
            options.setConnectTimeout(CONNECT_MILLIS));
    return new CallForwarding(elsewhere, Optional.of(client));
  }

  /// Where the server is that a pipeline belongs to, if not this one.
  ///
  /// @param headers of the call
  /// @throws WadiException if the call has been sent on before
  Optional<URI> owner(String pipeline, MultiMap headers) {
    Optional<URI> owner = elsewhere.apply(pipeline);
    if (owner.isPresent() && headers.contains(FORWARDED)) {
      throw moving("'%s' is just moving".formatted(pipeline), null);
    }
    return owner;
  }

  /// Asks another server, and passes on what it answers.
  ///
  /// @param answer any message of the type that is answered
  /// @throws WadiException as the other server says, or if it does not answer
  <Q extends Message, A extends Message> void relay(
      URI server,
      String method,
      A answer,
      InboundMessages<Q> questions,
      OutboundMessages<A> answers) {
    ServerCall<A> call = null;
    try {
      GrpcClientRequest<Q, A> request = connected(server, method, answer);
      String authorization = questions.headers().get(AUTHORIZATION);
      if (authorization != null) {
        request.headers().set(AUTHORIZATION, authorization);
      }
      request.headers().set(FORWARDED, "1");
      call = ServerCall.start(request, questions.first());
      questions.whenGone(call::cancel);
      for (Optional<A> next = call.next(); next.isPresent(); next = call.next()) {
        answers.send(next.get());
      }
    } catch (WadiException e) {
      throw e.code() == ErrorCode.SERVER_UNREACHABLE
          ? moving("the server at %s, which has it, does not answer".formatted(server), e)
          : e;
    } catch (RuntimeException e) {
      if (call != null) {
        call.cancel();
      }
      throw e;
    }
  }

  private <Q extends Message, A extends Message> GrpcClientRequest<Q, A> connected(
      URI server, String path, A answer) {
    int slash = path.indexOf('/');
    ServiceMethod<A, Q> method =
        ServiceMethod.client(
            ServiceName.create(path.substring(0, slash)),
            path.substring(slash + 1),
            GrpcMessageEncoder.encoder(),
            GrpcMessageDecoder.decoder(answer));
    try {
      return client
          .orElseThrow()
          .request(SocketAddress.inetSocketAddress(server.getPort(), server.getHost()), method)
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      throw new WadiException(ErrorCode.SERVER_UNREACHABLE, String.valueOf(e.getCause()), e);
    }
  }

  private static WadiException moving(String what, Throwable cause) {
    return new WadiException(ErrorCode.SERVED_ELSEWHERE, what, cause)
        .withHint("ask again in a moment: if that server is gone, another one takes over");
  }
}
