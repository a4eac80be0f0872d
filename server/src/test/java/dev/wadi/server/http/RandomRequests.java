package dev.wadi.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wadi.server.http.Contract.Operation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Requests that are nearly right, and requests that are not: the operations of the document, with
/// tricks in their paths, headers and bodies.
final class RandomRequests {
  private static final List<String> METHODS =
      List.of(
          "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "get",
          "X");
  private static final List<String> NAMES =
      List.of(
          "..",
          ".",
          "%2e%2e",
          "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
          "..%5c..%5c",
          "%00",
          "a%00b",
          "%",
          "%zz",
          "%0d%0aX-Injected:%20yes",
          "%e2%82%ac",
          "%c0%ae%c0%ae",
          "%f0%9f%90%aa",
          "\u00e9\u00ff",
          "a;b=c",
          "a%3Bb",
          "x".repeat(300),
          "x".repeat(5_000),
          "'",
          "\"",
          "<script>",
          "null",
          "-1",
          "0",
          "latest",
          "*",
          "geo",
          "geo@1",
          "beats",
          "pl_1");
  private static final List<String> SQL =
      List.of(
          "SELECT 1 AS n",
          "SELECT count(*) AS n FROM beats",
          "CREATE TABLE t WITH (connector = 'impulse', message_count = '5'); SELECT counter FROM t",
          "CREATE TABLE t WITH (connector = 'impulse'); SELECT counter FROM t",
          "CREATE TABLE t WITH (connector = 'nothing')",
          "SHOW TABLES",
          "EXPLAIN SELECT counter FROM beats",
          "DESCRIBE beats",
          "ALTER PIPELINE fuzz UPGRADE PLUGIN geo",
          "DROP TABLE beats",
          "SELECT " + "(".repeat(2_000) + "1" + ")".repeat(2_000) + " AS n",
          "SELECT '" + "\u20ac".repeat(500) + "' AS s",
          "SELECT 1/0 AS n",
          "SELECT \u0000",
          "");
  private static final List<String> CONTENT_TYPES =
      List.of(
          "application/json",
          "application/json; charset=utf-16",
          "APPLICATION/JSON",
          "text/plain",
          "application/sql",
          "application/wasm",
          "multipart/form-data; boundary=x",
          "multipart/form-data",
          "application/grpc",
          ";",
          "\u00ff");

  private final Random random;
  private final List<String> ids;
  private final List<String> secrets;

  /// @param ids of things that there are
  /// @param secrets of those who may ask
  RandomRequests(long seed, List<String> ids, List<String> secrets) {
    this.random = new Random(seed);
    this.ids = ids;
    this.secrets = secrets;
  }

  /// @param path below the interface's, as it was meant
  /// @param isWhole whether there must be an answer
  record Request(String method, String path, byte[] bytes, boolean isWhole) {
    @Override
    public String toString() {
      String text = new String(bytes, ISO_8859_1);
      return text.length() > 2_000 ? text.substring(0, 2_000) + "..." : text;
    }
  }

  Request next() {
    Operation operation = one(Contract.operations());
    String method = often() ? operation.method() : one(METHODS);
    String path = path(operation.path());
    byte[] body = body(operation);
    boolean chunked = seldom();
    boolean whole = true;
    var head = new StringBuilder();
    head.append(method)
        .append(' ')
        .append(rarely() ? path : Api.BASE + path)
        .append(seldom() ? query() : "")
        .append(" HTTP/1.1\r\n");
    head.append("Host: ").append(often() ? "localhost" : one(List.of("evil.example", "", "a b")));
    head.append("\r\nConnection: close\r\n");
    head.append(authorization());
    if (body != null) {
      head.append("Content-Type: ").append(contentType(operation)).append("\r\n");
      int length = body.length;
      if (chunked) {
        head.append("Transfer-Encoding: chunked\r\n");
        boolean spoilt = seldom();
        body = spoilt ? spoilt(chunks(body)) : chunks(body);
        whole = !spoilt;
      } else if (rarely()) {
        head.append("Content-Length: ")
            .append(one(List.of(length + 10L, 1L << 40, -1L, 0L)))
            .append("\r\n");
        whole = false;
      } else {
        head.append("Content-Length: ").append(length).append("\r\n");
      }
    }
    if (seldom()) {
      head.append(strangeHeader());
      whole = false;
    }
    head.append("\r\n");
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.toString().getBytes(ISO_8859_1));
    bytes.writeBytes(body == null ? new byte[0] : body);
    byte[] all = bytes.toByteArray();
    if (rarely()) {
      all = spoilt(all);
      whole = false;
    }
    return new Request(method, path, all, whole);
  }

  private String path(String template) {
    var path = new StringBuilder();
    for (String part : template.substring(1).split("/")) {
      boolean named = part.startsWith("{");
      path.append('/').append(named ? name() : rarely() ? one(NAMES) : part);
    }
    return rarely()
        ? path + one(List.of("/", "//", "/..", "/.", "?", "#x", "/%2e%2e/"))
        : "" + path;
  }

  private String name() {
    return random.nextBoolean() && !ids.isEmpty() ? one(ids) : one(NAMES);
  }

  private String query() {
    return "?"
        + one(List.of("limit", "starting_after", "from", "a"))
        + "="
        + one(List.of("1", "-1", "99999999999999999999", "%00", "x", "", one(NAMES)));
  }

  private String authorization() {
    String secret =
        often()
            ? one(secrets)
            : one(List.of("wadi_", "x".repeat(3_000), "\u00ff", one(secrets) + 1));
    String cut = rarely() ? secret.substring(0, random.nextInt(secret.length() + 1)) : secret;
    return switch (random.nextInt(20)) {
      case 0 -> "";
      case 1 -> "Authorization: Basic " + cut + "\r\n";
      case 2 -> "Authorization: Bearer " + cut + "\r\nAuthorization: Bearer y\r\n";
      default -> "Authorization: Bearer " + cut + "\r\n";
    };
  }

  private String strangeHeader() {
    return one(
        List.of(
            "X-A: b\r\n c: d\r\n",
            "X: " + "y".repeat(20_000) + "\r\n",
            "X-Y: z\r\n".repeat(500),
            "no colon\r\n",
            ": empty\r\n",
            "Content-Length: 3\r\n",
            "Transfer-Encoding: chunked, gzip\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Expect: 100-continue\r\n",
            "Expect: magic\r\n",
            "Upgrade: h2c\r\n"
                + "Connection: upgrade, http2-settings\r\n"
                + "HTTP2-Settings: AAMAAABkAAQAAP\r\n",
            "Upgrade: websocket\r\n",
            "Accept: text/html\r\n",
            "Accept: ;;;q=x,*/*\r\n",
            "Accept: text/csv\r\n",
            "Last-Event-ID: x\r\n",
            "Last-Event-ID: -5\r\n",
            "Last-Event-ID: 99999999999999999999\r\n",
            "Origin: https://evil.example\r\n",
            "Origin: :::\r\n",
            "Idempotency-Key: " + one(NAMES) + "\r\n",
            "If-Match: \"x\"\r\n",
            "If-None-Match: *\r\n",
            "X\rY: 1\r\n",
            "X\u0000: 1\r\n"));
  }

  private String contentType(Operation operation) {
    JsonObject body = operation.definition().getJsonObject("requestBody");
    return body != null && often()
        ? one(List.copyOf(body.getJsonObject("content").fieldNames()))
        : one(CONTENT_TYPES);
  }

  private byte[] body(Operation operation) {
    JsonObject request = operation.definition().getJsonObject("requestBody");
    if (request == null && !seldom()) {
      return null;
    }
    JsonObject json =
        request == null ? null : request.getJsonObject("content").getJsonObject("application/json");
    if (json == null || rarely()) {
      return random.nextBoolean() ? bytes(random.nextInt(2_000)) : one(SQL).getBytes(UTF_8);
    }
    byte[] body = value(json.getJsonObject("schema")).toString().getBytes(UTF_8);
    return switch (random.nextInt(8)) {
      case 0 -> spoilt(body);
      case 1 -> "[".repeat(50_000).getBytes(UTF_8);
      case 2 -> ("{\"query\": " + "1".repeat(5_000) + "}").getBytes(UTF_8);
      case 3 -> "{\"a\":".repeat(20_000).getBytes(UTF_8);
      default -> body;
    };
  }

  // Properties are there or not, and mostly of a type that may be right.
  private Object value(JsonObject schema) {
    var object = new JsonObject();
    JsonObject properties = schema.getJsonObject("properties");
    if (properties == null) {
      return simple("");
    }
    for (String name : properties.fieldNames()) {
      boolean required = schema.getJsonArray("required", new JsonArray()).contains(name);
      if (required ? !rarely() : random.nextBoolean()) {
        object.put(name, simple(name));
      }
    }
    return rarely() ? object.put("more", simple("")) : object;
  }

  private Object simple(String property) {
    if (often()) {
      switch (property) {
        case "query", "sql" -> {
          return one(SQL);
        }
        case "stop" -> {
          return one(List.of("immediate", "checkpoint", "graceful", "none"));
        }
        case "role" -> {
          return one(List.of("admin", "developer", "viewer"));
        }
        case "name" -> {
          return "fuzz" + random.nextInt(1_000);
        }
        default -> {}
      }
    }
    return switch (random.nextInt(9)) {
      case 0 -> random.nextLong();
      case 1 -> Double.MAX_VALUE;
      case 2 -> random.nextBoolean();
      case 3 -> new JsonArray().add(simple("query")).add(1);
      case 4 -> new JsonObject().put("name", one(NAMES)).put("a", 1);
      case 5 -> random.nextInt(5) - 1;
      case 6 -> "\u0000\u20ac\ud83d\udc2a\r\n";
      default -> one(NAMES);
    };
  }

  private byte[] chunks(byte[] body) {
    var chunks = new ByteArrayOutputStream();
    int at = 0;
    while (at < body.length) {
      int length = Math.min(1 + random.nextInt(1_000), body.length - at);
      chunks.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(ISO_8859_1));
      chunks.write(body, at, length);
      chunks.writeBytes("\r\n".getBytes(ISO_8859_1));
      at += length;
    }
    chunks.writeBytes("0\r\n\r\n".getBytes(ISO_8859_1));
    return chunks.toByteArray();
  }

  private byte[] spoilt(byte[] bytes) {
    if (bytes.length == 0) {
      return bytes;
    }
    byte[] spoilt = bytes.clone();
    for (int i = random.nextInt(5); i >= 0; i--) {
      spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt(256);
    }
    return random.nextBoolean()
        ? spoilt
        : java.util.Arrays.copyOf(spoilt, random.nextInt(spoilt.length + 1));
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private <T> T one(List<T> some) {
    return new ArrayList<>(some).get(random.nextInt(some.size()));
  }

  private boolean often() {
    return random.nextInt(10) != 0;
  }

  private boolean seldom() {
    return random.nextInt(6) == 0;
  }

  private boolean rarely() {
    return random.nextInt(20) == 0;
  }
}
