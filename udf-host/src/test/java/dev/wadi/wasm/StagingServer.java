package dev.wadi.wasm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A server on the loopback address that sinks write to. `POST /rows` is there at once; what comes
/// to `/stage/NAME` after `/commit/NAME`, unless `/discard/OWNER` comes before: names begin with
/// their owner and `~`.
final class StagingServer implements AutoCloseable {
  private final HttpServer server;
  private final List<String> rows = new ArrayList<>();
  private final Map<String, String> staged = new ConcurrentHashMap<>();
  private final Map<String, String> committed = new ConcurrentHashMap<>();

  StagingServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      String[] path = exchange.getRequestURI().getPath().substring(1).split("/", 2);
      boolean done = exchange.getRequestMethod().equals("POST") && did(path, body);
      exchange.sendResponseHeaders(done ? 200 : 409, -1);
    }
  }

  private synchronized boolean did(String[] path, String body) {
    return switch (path[0]) {
      case "rows" -> rows.addAll(body.lines().toList());
      case "stage" -> staged.putIfAbsent(path[1], body) == null;
      case "commit" -> commit(path[1]);
      case "discard" -> {
        staged.keySet().removeIf(name -> name.startsWith(path[1] + "~"));
        yield true;
      }
      default -> false;
    };
  }

  private boolean commit(String name) {
    String body = staged.remove(name);
    if (body != null) {
      committed.put(name, body);
    }
    return committed.containsKey(name);
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /// What came to `/rows`.
  synchronized List<String> rows() {
    return List.copyOf(rows);
  }

  /// The lines that were committed.
  synchronized List<String> visible() {
    return committed.values().stream().flatMap(String::lines).toList();
  }

  /// The names of what waits.
  synchronized List<String> waiting() {
    return List.copyOf(staged.keySet());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
