package dev.wadi.server.checkpoint;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/// An object store in this process that speaks as much of S3 as checkpoints need, and is strict
/// about it: requests must be signed, and contents must have a checksum that is right. It can be
/// told to be out of order in many ways, and to be stopped and started again with what it has.
public final class ObjectStore implements AutoCloseable {
  public static final String BUCKET = "checkpoints";
  public static final String ACCESS_KEY = "AKIATEST";
  public static final String SECRET_KEY = "secret";

  private static final Pattern SIGNED =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential="
              + ACCESS_KEY
              + "/\\d{8}/[a-z0-9-]+/s3/aws4_request, SignedHeaders=[a-z0-9;-]+,"
              + " Signature=[0-9a-f]{64}");
  private static final int PAGE = 3;

  private final NavigableMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;
  private ExecutorService threads;
  private int port;
  private volatile Predicate<HttpExchange> trouble = _ -> false;
  private volatile boolean heedsConditions = true;

  /// Starts one on a free port.
  public static ObjectStore start() {
    var store = new ObjectStore();
    store.open();
    return store;
  }

  /// Listens again where it did before, with what it has.
  public void open() {
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    port = server.getAddress().getPort();
    threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /// Nobody listens any more.
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /// What it has, by key.
  public NavigableMap<String, byte[]> objects() {
    return objects;
  }

  /// How many requests have come.
  public int requests() {
    return requests.get();
  }

  /// @param handler gives an answer of its own, or leaves it to the store by returning false
  public void trouble(Predicate<HttpExchange> handler) {
    trouble = handler;
  }

  public void ignoreConditions() {
    heedsConditions = false;
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    try (exchange) {
      if (!trouble.test(exchange)) {
        serve(exchange);
      }
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String problem = problem(exchange, body);
    String path = exchange.getRequestURI().getPath();
    if (problem != null) {
      error(exchange, 403, "AccessDenied", problem);
    } else if (!path.equals("/" + BUCKET) && !path.startsWith("/" + BUCKET + "/")) {
      error(exchange, 404, "NoSuchBucket", "The specified bucket does not exist");
    } else {
      serve(exchange, path.substring(Math.min(path.length(), BUCKET.length() + 2)), body);
    }
  }

  private static String problem(HttpExchange exchange, byte[] body) {
    String authorization = header(exchange, "Authorization");
    if (authorization == null || !SIGNED.matcher(authorization).matches()) {
      return "not signed: " + authorization;
    }
    if (!exchange.getRequestMethod().equals("PUT")) {
      return null;
    }
    var sum = new CRC32C();
    sum.update(body);
    byte[] right = HexFormat.of().parseHex("%08x".formatted(sum.getValue()));
    String told = header(exchange, "x-amz-checksum-crc32c");
    return Base64.getEncoder().encodeToString(right).equals(told) ? null : "checksum " + told;
  }

  private static String header(HttpExchange exchange, String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }

  private void serve(HttpExchange exchange, String key, byte[] body) throws IOException {
    switch (exchange.getRequestMethod()) {
      case "PUT" -> put(exchange, key, body);
      case "DELETE" -> {
        objects.remove(key);
        exchange.sendResponseHeaders(204, -1);
      }
      case "HEAD" -> head(exchange, objects.get(key));
      case "GET" -> {
        if (key.isEmpty()) {
          list(exchange);
        } else {
          get(exchange, objects.get(key));
        }
      }
      default -> error(exchange, 405, "MethodNotAllowed", exchange.getRequestMethod());
    }
  }

  private void put(HttpExchange exchange, String key, byte[] body) throws IOException {
    boolean onlyNew = "*".equals(header(exchange, "If-None-Match")) && heedsConditions;
    if (onlyNew && objects.putIfAbsent(key, body) != null) {
      error(exchange, 412, "PreconditionFailed", "It is there");
      return;
    }
    objects.put(key, body);
    exchange.sendResponseHeaders(200, -1);
  }

  private static void head(HttpExchange exchange, byte[] object) throws IOException {
    if (object != null) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(object.length));
    }
    exchange.sendResponseHeaders(object == null ? 404 : 200, -1);
  }

  private static void get(HttpExchange exchange, byte[] object) throws IOException {
    if (object == null) {
      error(exchange, 404, "NoSuchKey", "The specified key does not exist.");
      return;
    }
    exchange.sendResponseHeaders(200, object.length == 0 ? -1 : object.length);
    exchange.getResponseBody().write(object);
  }

  // A few keys at a time.
  private void list(HttpExchange exchange) throws IOException {
    Map<String, String> query = query(exchange.getRequestURI());
    String prefix = query.getOrDefault("prefix", "");
    String after = query.getOrDefault("continuation-token", "");
    List<String> keys =
        objects.tailMap(after, false).keySet().stream()
            .filter(key -> key.startsWith(prefix))
            .limit(PAGE + 1L)
            .toList();
    List<String> page = keys.subList(0, Math.min(PAGE, keys.size()));
    boolean more = keys.size() > PAGE;
    String contents =
        page.stream()
            .map(key -> "<Contents><Key>%s</Key><Size>%d</Size></Contents>".formatted(key, 1))
            .collect(Collectors.joining());
    String next =
        more ? "<NextContinuationToken>%s</NextContinuationToken>".formatted(page.getLast()) : "";
    send(
        exchange,
        200,
        "<ListBucketResult><IsTruncated>%s</IsTruncated>%s%s</ListBucketResult>"
            .formatted(more, next, contents));
  }

  private static Map<String, String> query(URI uri) {
    return Arrays.stream(uri.getRawQuery().split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }

  /// Answers as S3 refuses.
  public static void error(HttpExchange exchange, int status, String code, String message) {
    try {
      send(
          exchange,
          status,
          "<Error><Code>%s</Code><Message>%s</Message></Error>".formatted(code, message));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void send(HttpExchange exchange, int status, String xml) throws IOException {
    byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /// Where checkpoints are kept in it.
  ///
  /// @param prefix below which
  public CheckpointLocation location(String prefix) {
    return CheckpointLocation.parse(
        "s3://" + BUCKET + "/" + prefix, new S3Access(Optional.of(url()), Optional.empty(), true));
  }

  /// The keys below a prefix.
  public List<String> below(String prefix) {
    return objects.keySet().stream().filter(key -> key.startsWith(prefix + "/")).toList();
  }

  /// Has clients of this process know the keys of this store, as from the surroundings.
  public static void giveCredentials() {
    System.setProperty("aws.accessKeyId", ACCESS_KEY);
    System.setProperty("aws.secretAccessKey", SECRET_KEY);
  }

  public static void takeCredentials() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }
}
