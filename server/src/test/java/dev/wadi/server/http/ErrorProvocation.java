package dev.wadi.server.http;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.engine.cluster.ClusterMember;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.access.Caller;
import dev.wadi.server.access.Role;
import dev.wadi.server.catalog.Catalog;
import dev.wadi.server.catalog.ErrorDescription;
import dev.wadi.server.catalog.StoredPipelines.StoredPipeline;
import dev.wadi.server.client.ApiProblem;
import dev.wadi.server.cluster.Owners;
import dev.wadi.server.command.WadiCommand;
import dev.wadi.server.terminal.ErrorText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Provokes errors as a user would: over HTTP or by a command.
final class ErrorProvocation {
  // WebAssembly's magic number and version.
  private static final byte[] EMPTY_MODULE = {0, 'a', 's', 'm', 1, 0, 0, 0};

  // A busy machine stops an endless loop by the clock, before it has used up its iterations.
  private static final String OUT_OF_TIME = "ran longer than the 10,000 ms that";
  private static final String OUT_OF_FUEL =
      "used up the 1,000,000,000 loop iterations and calls that";

  private static final int REPEATS = 5;
  private static final Pattern HEADER = Pattern.compile("([A-Z][A-Za-z-]+): (\\S+) ?(.*)");
  private static final Pattern CONDITIONAL = Pattern.compile("(.*), with `If-None-Match: \\*`");

  private final TestServer server;
  private final Path directory;

  /// @param directory an empty one
  ErrorProvocation(TestServer server, Path directory) throws IOException {
    this.server = server;
    this.directory = directory;
    Files.writeString(directory.resolve("numbers.csv"), "n\n1\ntwo\n");
    Files.writeString(
        directory.resolve("texts.csv"),
        IntStream.range(0, 1000)
            .mapToObj("%d,a text\n"::formatted)
            .collect(Collectors.joining("", "n,t\n", "")));
    server.upload(guest("hostile")).expect(201);
    upgradeable();
    request(
        "POST /connection_tables Idempotency-Key: one"
            + " {\"sql\": \"CREATE TABLE sunk (a INT) WITH (connector = 'blackhole')\"}");
    Files.write(directory.resolve("hostile.wasm"), guest("hostile"));
    Files.writeString(
        directory.resolve("key.pem"),
        """
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
        -----END PUBLIC KEY-----
        """);
  }

  // A pipeline, and another version of its plugin, whose function returns something else.
  private void upgradeable() {
    server.upload(StampPlugin.version(1)).expect(201);
    String query =
        "CREATE TABLE ticks WITH (connector = 'impulse'); SELECT stamp(CAST(counter AS BIGINT))"
            + " FROM ticks";
    JsonNode pipeline =
        server.post("/pipelines", Map.of("name", "stamping", "query", query)).expect(201);
    server
        .patch("/pipelines/" + pipeline.get("id").asText(), Map.of("stop", "immediate"))
        .expect(200);
    server
        .upload(StampPlugin.described(2, "\"type\":\"l\"},\"args\"", "\"type\":\"g\"},\"args\""))
        .expect(201);
  }

  private static byte[] guest(String name) throws IOException {
    return Files.readAllBytes(Path.of("src/test/resources/guests", name + ".wasm"));
  }

  /// What the user sees.
  String shown(ErrorExample example) throws Exception {
    String text =
        example
            .text()
            .replace("${tmp}", directory.toString())
            .replace("${port}", Integer.toString(server.url().getPort()));
    String shown =
        switch (example.way()) {
          case SQL -> ErrorText.of(error(preview(text, example.code())), text);
          case HTTP -> ErrorText.of(error(request(text)), null);
          case UPLOAD -> ErrorText.of(error(upload(text)), null);
          case COMMAND -> command(text.split(" "));
          case CHECKPOINT -> ErrorText.of(ErrorDescription.of(checkpointError(text)), null);
          case PACE -> ErrorText.of(ErrorDescription.of(tooManyRequests()), null);
          case SHARED -> ErrorText.of(ErrorDescription.of(shared(example.code())), null);
          case BUG -> ErrorText.of(ErrorDescription.of(new IllegalStateException("oops")), null);
        };
    return shown
        .replace(OUT_OF_TIME, OUT_OF_FUEL)
        .replaceAll("[0-9a-f]{64}", "0f3a...")
        .replace(directory.toString(), "data")
        .replace(":" + server.url().getPort(), ":5115");
  }

  private JsonNode preview(String sql) throws Exception {
    TestServer.Answer answer = server.post("/pipelines/preview", Map.of("query", sql));
    return answer.status() == 201
        ? Events.read(server, TestServer.jobPath(answer.json())).error()
        : answer.json();
  }

  // Some errors come only after others.
  private JsonNode preview(String sql, ErrorCode wanted) throws Exception {
    JsonNode error = preview(sql);
    for (int i = 0; i < REPEATS && !wanted.name().equals(error.path("code").asText()); i++) {
      error = preview(sql);
    }
    return error;
  }

  // A method, a path and perhaps a body or a header.
  private JsonNode request(String text) {
    String[] words = text.replace("${2 MB}", "1".repeat(2_000_000)).split(" ", 3);
    HttpRequest.Builder request = server.request(words[1]);
    String body = words.length == 3 ? words[2] : "";
    Matcher header = HEADER.matcher(body);
    if (header.matches()) {
      request.header(header.group(1), header.group(2));
      body = header.group(3);
    }
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return server.send(request.method(words[0], BodyPublishers.ofString(body))).json();
  }

  private JsonNode upload(String text) throws IOException {
    HttpRequest.Builder request =
        server.request("/plugins").header("Content-Type", "application/wasm");
    Matcher conditional = CONDITIONAL.matcher(text);
    if (conditional.matches()) {
      request.header("If-None-Match", "*");
    }
    byte[] module = module(conditional.matches() ? conditional.group(1) : text);
    return server.send(request.POST(BodyPublishers.ofByteArray(module))).json();
  }

  private static byte[] module(String name) throws IOException {
    return switch (name) {
      case "a text" -> "hello".getBytes(StandardCharsets.UTF_8);
      case "a module that is no plugin" -> EMPTY_MODULE;
      case "a plugin that wants the network" -> guest("network");
      case "a plugin that is here" -> guest("hostile");
      case "9 MB" -> new byte[9_000_000];
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static WadiException tooManyRequests() {
    var rates = new RequestRates(1, () -> 0);
    var caller = new Caller("nightly", Role.DEVELOPER);
    rates.take(caller);
    return assertThrows(WadiException.class, () -> rates.take(caller));
  }

  private static WadiException shared(ErrorCode code) {
    return code == ErrorCode.MEMBER_LOST
        ? new ClusterMember("two", "10.0.0.6:5117", Optional.empty()).lost("has left")
        : servedElsewhere();
  }

  private static WadiException servedElsewhere() {
    try (Catalog catalog = Catalog.inMemory()) {
      catalog
          .pipelines()
          .add(new StoredPipeline("pl_1", "flights", "SELECT 1", 1, Instant.EPOCH, "dev"));
      catalog.servers().add("srv_one", URI.create("http://10.0.0.5:5115"), 0);
      new Owners(catalog, "srv_one").require("pl_1");
      var other = new Owners(catalog, "srv_two");
      return assertThrows(WadiException.class, () -> other.require("pl_1"));
    }
  }

  // What a pipeline fails with.
  private WadiException checkpointError(String text) {
    return switch (text) {
      case "a pipeline whose directory has become a file" ->
          CheckpointErrors.notWritten(directory.resolve("pl_1"));
      case "a pipeline whose checkpoints are a file" ->
          CheckpointErrors.notReached(directory.resolve("numbers.csv"));
      case "a pipeline whose SQL has changed" ->
          CheckpointErrors.ofAnotherPlan(directory.resolve("checkpoints"));
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static ErrorDescription error(JsonNode problem) {
    return ErrorDescription.of(ApiProblem.toException(problem));
  }

  private static String command(String[] words) {
    PrintStream before = System.err;
    var complained = new ByteArrayOutputStream();
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
    try {
      WadiCommand.run(Arrays.copyOfRange(words, 1, words.length));
    } finally {
      System.setErr(before);
    }
    return complained.toString(StandardCharsets.UTF_8);
  }
}
