package dev.wadi.connectors.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Sends requests to a registry and waits for the answers, for less than a minute in all. What may
/// be different the next time is tried again. Thread-safe.
///
/// A client is made for each call and ended with it: calls are rare, and nobody has to close it.
/// Redirects are not followed, because the login would go with them.
final class RegistryCalls {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONTENT = "application/vnd.schemaregistry.v1+json";
  private static final Duration CONNECTING = Duration.ofSeconds(5);
  private static final long ANSWER_MILLIS = 10_000;
  private static final int ATTEMPTS = 5;
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final int ANSWER_BYTES_MAX = 16 << 20;
  private static final int SHOWN_MAX = 300;

  private final String address;
  private final Optional<Login> login;
  private final long answerMillis;

  /// @param name not secret
  record Login(String name, String password) {
    private String header() {
      byte[] both = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
      return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /// What came back.
  ///
  /// @param body missing if it is no JSON
  record Answer(int status, JsonNode body) {
    boolean ok() {
      return status == 200;
    }

    private boolean mayChange() {
      return status == 429 || status >= 500;
    }

    /// The registry's own words, cut short.
    String reason() {
      String text = body.path("message").asText("").replaceAll("\\p{Cntrl}+", " ");
      String shown = text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + "..." : text;
      return shown.isBlank() ? "status " + status : "status %d: %s".formatted(status, shown);
    }
  }

  RegistryCalls(String address, Optional<Login> login) {
    this(address, login, ANSWER_MILLIS);
  }

  /// @param answerMillis how long to wait for each answer
  RegistryCalls(String address, Optional<Login> login, long answerMillis) {
    this.address = address;
    this.login = login;
    this.answerMillis = answerMillis;
  }

  Answer get(String path) {
    return send(request(path).GET().build());
  }

  Answer post(String path, JsonNode body) {
    return send(request(path).POST(BodyPublishers.ofString(body.toString())).build());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .header("Accept", CONTENT + ", application/json")
            .header("Content-Type", CONTENT);
    login.ifPresent(known -> request.header("Authorization", known.header()));
    return request;
  }

  private Answer send(HttpRequest request) {
    HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECTING).build();
    try {
      return patiently(client, request);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("interrupted", e);
    } finally {
      // Not close, which would wait for an answer that does not come.
      client.shutdownNow();
    }
  }

  private Answer patiently(HttpClient client, HttpRequest request) throws InterruptedException {
    long pauseMillis = FIRST_PAUSE_MILLIS;
    for (int attempt = 1; ; attempt++) {
      try {
        Answer answer = once(client, request);
        if (!answer.mayChange() || attempt == ATTEMPTS) {
          return known(answer);
        }
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw failed("no answer (%s)".formatted(words(e)), e);
        }
      }
      Thread.sleep(pauseMillis);
      pauseMillis *= 2;
    }
  }

  // The client's own time-out ends with the headers; a body may come slowly for ever.
  private Answer once(HttpClient client, HttpRequest request)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX));
    try {
      HttpResponse<byte[]> response = answer.get(answerMillis, TimeUnit.MILLISECONDS);
      return new Answer(response.statusCode(), json(response.body()));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("none in time", e);
    } finally {
      answer.cancel(true);
    }
  }

  private static JsonNode json(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      return JSON.missingNode();
    }
  }

  private Answer known(Answer answer) {
    if (answer.status() == 401 || answer.status() == 403) {
      throw new WadiException(
              ErrorCode.SYSTEM_FAILED,
              "schema registry at %s: it does not let us in (%s)"
                  .formatted(address, answer.reason()))
          .withHint("check schema_registry.api_key and schema_registry.api_secret");
    }
    return answer;
  }

  private static String words(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /// The error for an answer that is not the one that was asked for.
  WadiException unexpected(String what, Answer answer) {
    String reason = answer.ok() ? "the answer is not what a registry says" : answer.reason();
    return failed("%s: %s".formatted(what, reason), null);
  }

  /// @param cause null if there is none
  WadiException failed(String what, Exception cause) {
    return new WadiException(
            ErrorCode.SYSTEM_FAILED, "schema registry at %s: %s".formatted(address, what), cause)
        .withHint("does it run, and is schema_registry.endpoint its address?");
  }
}
