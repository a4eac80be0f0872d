package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.net.http.HttpHeaders;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// Holds requests and answers against the OpenAPI document.
final class Contract {
  private static final JsonObject DOCUMENT = new JsonObject(OpenApi.json().toString());
  private static final Map<JsonObject, Validator> VALIDATORS = new ConcurrentHashMap<>();
  private static final Set<String> NO_METHODS = Set.of("parameters", "summary", "description");

  private Contract() {}

  /// One of the document's operations.
  ///
  /// @param path as the document has it, with names in braces
  record Operation(String method, String path, JsonObject definition) {
    Set<Integer> statuses() {
      Set<Integer> statuses = new TreeSet<>();
      definition
          .getJsonObject("responses")
          .fieldNames()
          .forEach(s -> statuses.add(Integer.parseInt(s)));
      return statuses;
    }

    private boolean fits(String requested) {
      List<String> wanted = Arrays.asList(path.split("/", -1));
      List<String> given = Arrays.asList(requested.split("/", -1));
      if (wanted.size() != given.size()) {
        return false;
      }
      for (int i = 0; i < wanted.size(); i++) {
        boolean named = wanted.get(i).startsWith("{") && !given.get(i).isEmpty();
        if (!named && !wanted.get(i).equals(given.get(i))) {
          return false;
        }
      }
      return true;
    }

    private long names() {
      return path.chars().filter(c -> c == '{').count();
    }
  }

  static List<Operation> operations() {
    JsonObject paths = DOCUMENT.getJsonObject("paths");
    return paths.fieldNames().stream()
        .flatMap(path ->
            paths.getJsonObject(path).fieldNames().stream()
                .filter(method -> !NO_METHODS.contains(method))
                .map(method ->
                    new Operation(
                        method.toUpperCase(Locale.ROOT),
                        path,
                        paths.getJsonObject(path).getJsonObject(method))))
        .toList();
  }

  private static Operation find(String method, String path) {
    return operations().stream()
        .filter(operation -> operation.method().equals(method) && operation.fits(path))
        .min((a, b) -> Long.compare(a.names(), b.names()))
        .orElse(null);
  }

  /// The statuses that the document has for a request; none if it does not have the request.
  static Set<Integer> statuses(String method, String path) {
    Operation operation = find(method, path);
    return operation == null ? Set.of() : operation.statuses();
  }

  /// Fails unless an answer is one that the document describes.
  ///
  /// @param path below the interface's, without parameters
  static void checkAnswer(
      String method, String path, int status, HttpHeaders headers, String body) {
    Operation operation = find(method, path);
    String asked = "%s %s: %d".formatted(method, path, status);
    if (operation == null) {
      assertThat(status).as(asked).isIn(400, 404, 405);
      return;
    }
    assertThat(operation.statuses()).as(asked).contains(status);
    JsonObject response =
        resolve(operation.definition().getJsonObject("responses").getJsonObject("" + status));
    for (String header : names(response.getJsonObject("headers"))) {
      assertThat(headers.firstValue(header)).as(asked + ", header " + header).isPresent();
    }
    JsonObject content = response.getJsonObject("content");
    if (content == null) {
      assertThat(body).as(asked).isEmpty();
      return;
    }
    String type = headers.firstValue("Content-Type").orElse("").replaceAll(";.*", "");
    assertThat(content.fieldNames()).as(asked).contains(type);
    if (type.endsWith("json") && !type.endsWith("ndjson")) {
      assertThat(errors(content.getJsonObject(type).getJsonObject("schema"), body))
          .as(asked + ": " + body)
          .isEmpty();
    }
  }

  /// Fails if the document does not allow a request that was answered with success.
  static void checkAccepted(String method, String path, String contentType, String body) {
    Operation operation = find(method, path);
    assertThat(operation).as(method + " " + path).isNotNull();
    JsonObject content =
        operation.definition().getJsonObject("requestBody").getJsonObject("content");
    String type = contentType.replaceAll(";.*", "");
    assertThat(content.fieldNames()).as(path).contains(type);
    if (type.endsWith("json")) {
      assertThat(errors(content.getJsonObject(type).getJsonObject("schema"), body))
          .as(path + ": " + body)
          .isEmpty();
    }
  }

  private static Set<String> names(JsonObject object) {
    return object == null ? Set.of() : object.fieldNames();
  }

  private static JsonObject resolve(JsonObject object) {
    String reference = object.getString("$ref");
    if (reference == null) {
      return object;
    }
    JsonObject found = DOCUMENT;
    for (String part : reference.substring("#/".length()).split("/")) {
      found = found.getJsonObject(part);
    }
    return found;
  }

  private static Set<String> errors(JsonObject schema, String body) {
    OutputUnit result =
        VALIDATORS.computeIfAbsent(schema, Contract::validator).validate(Json.decodeValue(body));
    if (result.getValid()) {
      return Set.of();
    }
    Set<String> errors = new HashSet<>();
    result.getErrors().forEach(e -> errors.add(e.getInstanceLocation() + ": " + e.getError()));
    return errors;
  }

  // A schema may refer to others of the document.
  private static Validator validator(JsonObject schema) {
    JsonObject whole = schema.copy().put("components", DOCUMENT.getJsonObject("components").copy());
    return Validator.create(
        JsonSchema.of(whole),
        new JsonSchemaOptions()
            .setBaseUri("app://wadi")
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Basic));
  }
}
