package dev.wadi.connectors.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/// A schema registry in this process, on this machine only. New schemas under a subject must be
/// able to read what the last one has written, as registries have it by default.
public final class FakeRegistry implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<ObjectNode> schemas = new ArrayList<>();
  private final Map<String, List<Integer>> subjects = new HashMap<>();
  private final List<String> requests = new ArrayList<>();
  private String login;
  private int failures;
  private int failureStatus;
  private boolean silent;

  private FakeRegistry(HttpServer server) {
    this.server = server;
  }

  public static FakeRegistry start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var registry = new FakeRegistry(server);
      server.createContext("/", registry::handle);
      server.setExecutor(registry.threads);
      server.start();
      return registry;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public String endpoint() {
    InetSocketAddress address = server.getAddress();
    return "http://%s:%d".formatted(address.getAddress().getHostAddress(), address.getPort());
  }

  /// What has been asked for, as `GET /path`.
  public synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  /// Lets nobody in without these.
  public synchronized void requireLogin(String name, String password) {
    byte[] both = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    login = "Basic " + Base64.getEncoder().encodeToString(both);
  }

  /// Answers the next requests with an error.
  public synchronized void fail(int status, int times) {
    failureStatus = status;
    failures = times;
  }

  /// Sends no more than the beginning of an answer from now on.
  public synchronized void fallSilent() {
    silent = true;
  }

  /// Registers what need not be Avro.
  ///
  /// @return its number
  public synchronized int register(String subject, String type, String schema) {
    ObjectNode stored = JSON.createObjectNode().put("schema", schema);
    if (!type.equals("AVRO")) {
      stored.put("schemaType", type);
    }
    return add(subject, stored);
  }

  /// The same in Avro.
  public int register(String subject, String schema) {
    return register(subject, "AVRO", schema);
  }

  /// Registers a schema that names types of the first version of another subject.
  public synchronized int registerReferring(String subject, String schema, String to) {
    ObjectNode stored = JSON.createObjectNode().put("schema", schema);
    stored.putArray("references").addObject().put("subject", to).put("version", 1);
    return add(subject, stored);
  }

  /// What a number stands for.
  public synchronized Schema schema(int id) {
    return new Schema.Parser().parse(schemas.get(id - 1).get("schema").textValue());
  }

  private int add(String subject, ObjectNode stored) {
    int id = schemas.indexOf(stored) + 1;
    if (id == 0) {
      schemas.add(stored);
      id = schemas.size();
    }
    List<Integer> versions = subjects.computeIfAbsent(subject, _ -> new ArrayList<>());
    if (!versions.contains(id)) {
      versions.add(id);
    }
    return id;
  }

  private record Answer(int status, JsonNode body) {
    private static Answer error(int status, int code, String message) {
      return new Answer(
          status, JSON.createObjectNode().put("error_code", code).put("message", message));
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Answer answer = answer(exchange, body);
    byte[] bytes = JSON.writeValueAsBytes(answer.body);
    exchange.sendResponseHeaders(answer.status, bytes.length);
    exchange.getResponseBody().write(bytes, 0, isSilent() ? 1 : bytes.length);
    exchange.getResponseBody().flush();
    if (!isSilent()) {
      exchange.close();
    }
  }

  private synchronized boolean isSilent() {
    return silent;
  }

  private synchronized Answer answer(HttpExchange exchange, byte[] body) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    requests.add(exchange.getRequestMethod() + " " + path);
    if (failures > 0) {
      failures--;
      return Answer.error(failureStatus, 50001, "out of order");
    }
    if (login != null && !login.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      return Answer.error(401, 401, "Unauthorized");
    }
    String[] parts = path.split("/");
    if (path.startsWith("/schemas/ids/")) {
      return byId(Integer.parseInt(parts[3]));
    }
    String subject = URLDecoder.decode(parts[2], StandardCharsets.UTF_8);
    return exchange.getRequestMethod().equals("POST")
        ? post(subject, JSON.readTree(body).get("schema").textValue())
        : version(subject, parts[4]);
  }

  private Answer byId(int id) {
    return id < 1 || id > schemas.size()
        ? Answer.error(404, 40403, "Schema not found")
        : new Answer(200, schemas.get(id - 1));
  }

  private Answer version(String subject, String version) {
    List<Integer> ids = subjects.get(subject);
    if (ids == null) {
      return Answer.error(404, 40401, "Subject not found");
    }
    int number = version.equals("latest") ? ids.size() : Integer.parseInt(version);
    return byId(ids.get(number - 1));
  }

  private Answer post(String subject, String text) {
    List<Integer> ids = subjects.getOrDefault(subject, List.of());
    Schema schema = new Schema.Parser().parse(text);
    if (!ids.isEmpty()) {
      var compatibility =
          SchemaCompatibility.checkReaderWriterCompatibility(schema, schema(ids.getLast()));
      if (compatibility.getType() != SchemaCompatibilityType.COMPATIBLE) {
        return Answer.error(409, 409, "Schema being registered is incompatible");
      }
    }
    int id = add(subject, JSON.createObjectNode().put("schema", text));
    return new Answer(200, JSON.createObjectNode().put("id", id));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
