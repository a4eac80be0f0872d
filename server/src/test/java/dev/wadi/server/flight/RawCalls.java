package dev.wadi.server.flight;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/// gRPC calls byte by byte.
public final class RawCalls implements AutoCloseable {
  private static final String FLIGHT = "/arrow.flight.protocol.FlightService/";

  // A client takes more resets than these for an attack of the server.
  private static final int CALLS_OF_A_CLIENT = 100;

  private final Vertx vertx = Vertx.vertx();
  private final URI server;
  private HttpClient client;
  private int calls;

  public RawCalls(URI server) {
    this.server = server;
    client = client();
  }

  private HttpClient client() {
    return vertx.createHttpClient(
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setHttp2ClearTextUpgrade(false));
  }

  /// What came back.
  ///
  /// @param status of gRPC; -1 if there is none
  public record Outcome(int http, int status, String message, Buffer body) {
    /// The bytes of the first message.
    public ByteString first() {
      return messages().getFirst();
    }

    /// The bytes of all messages.
    public List<ByteString> messages() {
      List<ByteString> messages = new ArrayList<>();
      int place = 0;
      while (place < body.length()) {
        int start = place + FlightMessages.FRAME_BYTES;
        place = start + Math.toIntExact(body.getUnsignedInt(place + 1));
        messages.add(ByteString.copyFrom(body.getBytes(start, place)));
      }
      return messages;
    }
  }

  public static byte[] framed(MessageLite... messages) {
    Buffer body = Buffer.buffer();
    for (MessageLite message : messages) {
      body.appendByte((byte) 0)
          .appendInt(message.getSerializedSize())
          .appendBytes(message.toByteArray());
    }
    return body.getBytes();
  }

  Outcome flight(String method, byte[] body) {
    return call(FLIGHT + method, body);
  }

  public Outcome call(String path, byte[] body) {
    return call(path, body, Map.of());
  }

  /// @param headers besides those that each call has, or instead of them
  public Outcome call(String path, byte[] body, Map<String, String> headers) {
    nextClient();
    try {
      return client
          .request(HttpMethod.POST, server.getPort(), server.getHost(), path)
          .compose(request -> send(request, body, headers))
          .toCompletionStage()
          .toCompletableFuture()
          .orTimeout(20, TimeUnit.SECONDS)
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof io.vertx.core.http.StreamResetException reset) {
        return new Outcome(200, -1, "reset " + reset.getCode(), Buffer.buffer());
      }
      if (e.getCause() instanceof HttpClosedException closed) {
        return new Outcome(200, -1, closed.getMessage(), Buffer.buffer());
      }
      throw e;
    }
  }

  private void nextClient() {
    calls++;
    if (calls % CALLS_OF_A_CLIENT == 0) {
      client.close();
      client = client();
    }
  }

  /// Begins a call, and breaks off in the middle of it.
  public void breakOff(String path, byte[] body) {
    nextClient();
    client
        .request(HttpMethod.POST, server.getPort(), server.getHost(), path)
        .compose(request -> {
          request.exceptionHandler(e -> {});
          request.putHeader("content-type", "application/grpc").setChunked(true);
          return request.write(Buffer.buffer(body)).map(written -> request.reset(8));
        })
        // The server may have been faster.
        .transform(done -> Future.succeededFuture())
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  private static Future<Outcome> send(
      HttpClientRequest request, byte[] body, Map<String, String> headers) {
    request.putHeader("content-type", "application/grpc").putHeader("te", "trailers");
    headers.forEach(request::putHeader);
    return request
        .send(Buffer.buffer(body))
        .compose(response ->
            response
                .body()
                .map(bytes -> {
                  String status = response.getTrailer("grpc-status");
                  String message = response.getTrailer("grpc-message");
                  if (status == null) {
                    status = response.getHeader("grpc-status");
                    message = response.getHeader("grpc-message");
                  }
                  return new Outcome(
                      response.statusCode(),
                      status == null ? -1 : Integer.parseInt(status),
                      message == null ? null : decoded(message),
                      bytes);
                }));
  }

  private static String decoded(String message) {
    return URLDecoder.decode(message.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.close().toCompletionStage().toCompletableFuture().join();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
