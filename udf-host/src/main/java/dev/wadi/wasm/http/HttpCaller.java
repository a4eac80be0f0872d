package dev.wadi.wasm.http;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Sends requests of plugins. Follows no redirects, keeps no cookies, uses no proxy.
///
/// A name is looked up and its addresses are checked before a connection is made, and the name must
/// not lead elsewhere a moment later. Over plain HTTP the connection goes to the address that was
/// checked. Over HTTPS the name is needed to check the certificate, which does the same: who is not
/// the owner of the name sees no request.
public final class HttpCaller {
  private static final int CONNECT_SECONDS = 10;
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LAST_PAUSE_MILLIS = 2_000;
  private static final String OWN_HEADERS = "jdk.httpclient.allowRestrictedHeaders";

  private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();
  private static final boolean OWN_HOST_HEADER = allowHostHeader();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .proxy(HttpClient.Builder.NO_PROXY)
          .connectTimeout(Duration.ofSeconds(CONNECT_SECONDS))
          .executor(THREADS)
          .build();

  private final OutgoingRequest request;
  private final AllowedHosts hosts;
  private final HttpLimits limits;
  private final long deadlineNanos;

  private HttpCaller(OutgoingRequest request, AllowedHosts hosts, HttpLimits limits) {
    this.request = request;
    this.hosts = hosts;
    this.limits = limits;
    this.deadlineNanos = System.nanoTime() + MILLISECONDS.toNanos(limits.timeoutMillis());
  }

  // The client reads this once: who used it before in the same process decides.
  private static boolean allowHostHeader() {
    if (System.getProperty(OWN_HEADERS) == null) {
      System.setProperty(OWN_HEADERS, "host");
    }
    try {
      HttpRequest.newBuilder().header("host", "localhost");
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /// Sends a request; with retries, until it does not fail for now.
  ///
  /// @return completes with the reply, or with an {@link HttpProblem}, in time. Cancelling it gives
  ///   the request up
  public static CompletableFuture<HttpReply> send(
      OutgoingRequest request, AllowedHosts hosts, HttpLimits limits) {
    var caller = new HttpCaller(request, hosts, limits);
    var reply = new CompletableFuture<HttpReply>();
    Future<?> task = THREADS.submit(() -> caller.call(reply));
    reply.whenComplete((_, _) -> task.cancel(true));
    return reply;
  }

  private HttpProblem tooLate() {
    return HttpProblem.failed(
        "no reply from %s within %,d ms".formatted(request.host(), limits.timeoutMillis()));
  }

  private void call(CompletableFuture<HttpReply> reply) {
    try {
      hosts.check(request);
      reply.complete(callAgainAndAgain());
    } catch (HttpProblem | RuntimeException | Error e) {
      reply.completeExceptionally(e);
    } catch (InterruptedException e) {
      reply.cancel(false);
    }
  }

  private HttpReply callAgainAndAgain() throws HttpProblem, InterruptedException {
    for (int attempt = 0; ; attempt++) {
      try {
        HttpReply reply = callOnce();
        if (!reply.isForNow() || !pauses(attempt)) {
          return reply;
        }
      } catch (HttpProblem e) {
        if (e.kind() != HttpProblem.Kind.FAILED_FOR_NOW || !pauses(attempt)) {
          throw e;
        }
      }
    }
  }

  // Whether there is another attempt, after a pause.
  private boolean pauses(int attempt) throws InterruptedException {
    long millis = Math.min(FIRST_PAUSE_MILLIS << Math.min(attempt, 10), LAST_PAUSE_MILLIS);
    long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
    if (attempt >= limits.retries() || millis >= leftMillis) {
      return false;
    }
    Thread.sleep(millis);
    return true;
  }

  private long remainingNanos() throws HttpProblem {
    long left = deadlineNanos - System.nanoTime();
    if (left <= 0) {
      throw tooLate();
    }
    return left;
  }

  private HttpReply callOnce() throws HttpProblem, InterruptedException {
    InetAddress address = hosts.resolve(request, remainingNanos());
    long left = remainingNanos();
    CompletableFuture<HttpResponse<byte[]>> sent =
        CLIENT.sendAsync(
            message(address, Duration.ofNanos(left)),
            BodyHandlers.limiting(BodyHandlers.ofByteArray(), limits.responseBytes()));
    try {
      return reply(sent.get(left, TimeUnit.NANOSECONDS));
    } catch (ExecutionException e) {
      throw failed(e.getCause());
    } catch (TimeoutException e) {
      throw tooLate();
    } finally {
      sent.cancel(true);
    }
  }

  private HttpRequest message(InetAddress address, Duration timeout) {
    boolean pinned = !request.isSecure() && OWN_HOST_HEADER;
    URI uri = request.at(pinned ? written(address) : request.writtenHost());
    HttpRequest.Builder message =
        HttpRequest.newBuilder(uri)
            .timeout(timeout)
            .version(request.isSecure() ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
            .method(request.method(), BodyPublishers.noBody());
    if (request.body() != null) {
      message.method(request.method(), BodyPublishers.ofByteArray(request.body()));
    } else if (request.method().equals("GET")) {
      message.GET(); // without a length
    }
    request.headers().forEach(header -> message.header(header.name(), header.value()));
    if (pinned) {
      message.header("host", request.hostHeader());
    }
    return message.build();
  }

  private static String written(InetAddress address) {
    String text = address.getHostAddress();
    return address instanceof Inet6Address ? "[" + text.replaceFirst("%.*", "") + "]" : text;
  }

  private static HttpReply reply(HttpResponse<byte[]> response) {
    List<String> headers =
        response.headers().map().entrySet().stream()
            .filter(header -> !header.getKey().startsWith(":"))
            .flatMap(header ->
                header.getValue().stream()
                    .map(value -> header.getKey().toLowerCase(Locale.ROOT) + ": " + value))
            .toList();
    return new HttpReply(response.statusCode(), headers, response.body());
  }

  private HttpProblem failed(Throwable cause) {
    String reason =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    if (reason.contains("body exceeds capacity")) {
      return HttpProblem.failed(
          "%s replies with more than %,d bytes".formatted(request.host(), limits.responseBytes()));
    }
    if (cause instanceof HttpTimeoutException && !(cause instanceof HttpConnectTimeoutException)) {
      return tooLate();
    }
    String message = "%s cannot be asked: %s".formatted(request.host(), reason);
    return cause instanceof IOException
        ? HttpProblem.failedForNow(message)
        : HttpProblem.failed(message);
  }
}
