package dev.wadi.sdk.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A server on the loopback address that plugins ask. Of `/cities/WORD`, the word says what it
/// does:
///
/// - `LHR`, `JFK`: answers with the city; other words of letters are unknown
/// - `wait KEY`: answers when `go KEY` was asked for, by whomever, before or after
/// - `flaky KEY`: fails twice, then answers
/// - `broken`: fails always; `huge`: two megabytes; `moved`: says to ask elsewhere; `never`: does
///   not answer
///
/// `/log/NAME` keeps posted lines, and says which there are ({@link EventLogs}); of `/flaky/NAME`,
/// every second question fails.
///
/// `/scores/` answers a posted text with its length over ten, and `/echo` with what it was sent.
public final class TestHttpServer implements AutoCloseable {
  private static final Map<String, String> CITIES = Map.of("LHR", "London", "JFK", "New York");
  private static final int HUGE_BYTES = 2 << 20;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicInteger requests = new AtomicInteger();
  private final Set<String> released = new HashSet<>();
  private final Map<String, Integer> failures = new HashMap<>();
  private final EventLogs logs = new EventLogs();

  private TestHttpServer(HttpServer server) {
    this.server = server;
  }

  public static TestHttpServer start() {
    try {
      var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
      var started = new TestHttpServer(HttpServer.create(address, 0));
      started.server.setExecutor(started.threads);
      started.server.createContext("/", started::handle);
      started.server.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /// Without a slash at its end.
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /// How many requests came so far.
  public int requests() {
    return requests.get();
  }

  /// The logs of `/log/`.
  public EventLogs logs() {
    return logs;
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String path = exchange.getRequestURI().getRawPath();
    try {
      if (path.startsWith("/log/") || path.startsWith("/flaky/")) {
        log(exchange, path, body);
        return;
      }
      switch (path) {
        case "/echo" -> answer(exchange, 200, echo(exchange, body));
        case "/scores/" -> answer(exchange, 200, String.valueOf(body.length() / 10.0));
        default -> city(exchange, URLDecoder.decode(path.replaceFirst("/cities/", ""), UTF_8));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void log(HttpExchange exchange, String path, String body) throws IOException {
    String name = path.replaceFirst("/[a-z]+/", "");
    if (exchange.getRequestMethod().equals("POST")) {
      logs.add(name, exchange.getRequestHeaders().getFirst("Idempotency-Key"), body);
      answer(exchange, 200, "");
    } else if (path.startsWith("/flaky/") && failures(path) % 2 == 1) {
      answer(exchange, 503, "not now");
    } else {
      answer(exchange, 200, logs.after(name, exchange.getRequestURI().getQuery()));
    }
  }

  private static String echo(HttpExchange exchange, String body) {
    return "%s %s host=%s x-test=%s %s"
        .formatted(
            exchange.getRequestMethod(),
            exchange.getRequestURI(),
            exchange.getRequestHeaders().getFirst("Host"),
            exchange.getRequestHeaders().getFirst("X-test"),
            body);
  }

  private void city(HttpExchange exchange, String word) throws IOException, InterruptedException {
    String[] parts = word.split(" ", 2);
    switch (parts[0]) {
      case "wait" -> {
        awaitRelease(parts[1]);
        answer(exchange, 200, "waited");
      }
      case "go" -> {
        release(parts[1]);
        answer(exchange, 200, "gone");
      }
      case "flaky" -> answer(exchange, failures(parts[1]) <= 2 ? 503 : 200, "at last");
      case "broken" -> answer(exchange, 500, "broken");
      case "huge" -> answer(exchange, 200, "x".repeat(HUGE_BYTES));
      case "moved" -> {
        exchange.getResponseHeaders().add("Location", url() + "/cities/LHR");
        answer(exchange, 302, "");
      }
      case "reject" -> {
        exchange.getResponseHeaders().add("X-Reject", "yes");
        answer(exchange, 200, "");
      }
      case "never" -> closing.await();
      default -> {
        String city = CITIES.get(word);
        answer(exchange, city == null ? 404 : 200, city == null ? "unknown" : city);
      }
    }
  }

  private synchronized int failures(String key) {
    return failures.merge(key, 1, Integer::sum);
  }

  private synchronized void release(String key) {
    released.add(key);
    notifyAll();
  }

  private synchronized void awaitRelease(String key) throws InterruptedException {
    while (!released.contains(key) && closing.getCount() > 0) {
      wait();
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public synchronized void close() {
    closing.countDown();
    notifyAll();
    server.stop(0);
    threads.shutdownNow();
  }
}
