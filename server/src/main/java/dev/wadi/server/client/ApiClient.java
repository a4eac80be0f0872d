package dev.wadi.server.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/// A client of one server.
public final class ApiClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final String base;
  private final Optional<String> token;
  private final HttpClient http;

  /// A client without a token.
  ///
  /// @param server such as `http://127.0.0.1:5115`
  public ApiClient(URI server) {
    this(server, Optional.empty(), Optional.empty());
  }

  /// @param token sent with each request
  /// @param trust decides whether the server is who it says; absent for Java's own
  public ApiClient(URI server, Optional<String> token, Optional<SSLContext> trust) {
    this.base = server.toString().replaceAll("/+$", "") + "/api/v1";
    this.token = token;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT);
    trust.ifPresent(builder::sslContext);
    this.http = builder.build();
  }

  /// The address of a resource.
  public String url(String path) {
    return base + path;
  }

  public JsonNode get(String path) {
    return send(request(path).GET());
  }

  public JsonNode post(String path, Object body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.valueToTree(body).toString())));
  }

  public JsonNode put(String path, Object body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(JSON.valueToTree(body).toString())));
  }

  /// Sends a Wasm module.
  public JsonNode upload(String path, byte[] module) {
    return upload(path, module, _ -> {});
  }

  /// Sends a Wasm module.
  ///
  /// @param sent is told how many bytes have been sent, over and over, from another thread
  public JsonNode upload(String path, byte[] module, LongConsumer sent) {
    BodyPublisher body = new WatchedBody(BodyPublishers.ofByteArray(module), sent);
    return send(request(path).header("Content-Type", "application/wasm").POST(body));
  }

  public void delete(String path) {
    send(request(path).DELETE());
  }

  /// Reads server-sent events until the stream ends; the caller closes the stream to stop earlier.
  public Stream<ServerEvent> events(String path) {
    HttpResponse<Stream<String>> response =
        exchange(request(path).header("Accept", "text/event-stream").GET(), BodyHandlers.ofLines());
    if (response.statusCode() != 200) {
      try (Stream<String> lines = response.body()) {
        throw ApiProblem.toException(
            response.statusCode(), parse(lines.reduce("", String::concat)));
      }
    }
    return ServerEvent.parse(response.body());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(path)));
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    return request;
  }

  private JsonNode send(HttpRequest.Builder request) {
    HttpResponse<String> response = exchange(request, BodyHandlers.ofString());
    JsonNode body = parse(response.body());
    if (response.statusCode() >= 400) {
      throw ApiProblem.toException(response.statusCode(), body);
    }
    return body;
  }

  private static JsonNode parse(String text) {
    try {
      return text.isEmpty() ? NullNode.getInstance() : JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new WadiException(
          ErrorCode.SERVER_UNREACHABLE, "this does not look like a Wadi server: no JSON", e);
    }
  }

  private <T> HttpResponse<T> exchange(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request.build(), handler);
    } catch (IOException e) {
      throw new WadiException(ErrorCode.SERVER_UNREACHABLE, "no Wadi server answers at " + base, e)
          .withHint("start one with `./wadi server`, or name another with --url");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WadiException(ErrorCode.SERVER_UNREACHABLE, "interrupted", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
