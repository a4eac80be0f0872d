package dev.wadi.connectors.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wadi.connectors.registry.RegistryCalls.Answer;
import dev.wadi.connectors.registry.StoredSchema.Reference;
import dev.wadi.sdk.error.WadiException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks a registry; blocks for less than a minute, and remembers nothing. Thread-safe.
///
/// All methods throw a {@link WadiException} if the registry cannot be reached, does not let us in,
/// or answers something else than it should.
public final class SchemaRegistry {
  private final RegistryCalls calls;

  SchemaRegistry(RegistryCalls calls) {
    this.calls = calls;
  }

  /// The schema that messages mean by a number; empty if there is none.
  public Optional<StoredSchema> byId(int id) {
    return stored("schema " + id, calls.get("/schemas/ids/" + id));
  }

  /// What is registered last under a subject; empty if there is no such subject.
  public Optional<StoredSchema> latest(String subject) {
    return stored("subject '%s'".formatted(subject), calls.get(versions(subject) + "/latest"));
  }

  /// What another schema refers to.
  public StoredSchema referenced(Reference reference) {
    String what = "version %d of subject '%s'".formatted(reference.version(), reference.subject());
    Answer answer = calls.get(versions(reference.subject()) + "/" + reference.version());
    return stored(what, answer).orElseThrow(() -> calls.unexpected(what, answer));
  }

  /// Registers a schema in Avro, unless it is there already.
  ///
  /// @return the number that messages mean it by
  /// @throws WadiException also if the subject has others that it does not go with
  public int register(String subject, String avro) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("schema", avro);
    Answer answer = calls.post(versions(subject), body);
    JsonNode id = answer.body().path("id");
    if (answer.ok() && id.isInt()) {
      return id.intValue();
    }
    String what = "cannot register the columns under subject '%s'".formatted(subject);
    throw switch (answer.status()) {
      case 409 ->
          calls
              .unexpected(what, answer)
              .withHint(
                  "the subject holds schemas that this one is not compatible with: declare columns"
                      + " that go with them, set another 'value.subject', or change what the"
                      + " registry asks for");
      case 422 -> calls.unexpected(what, answer).withHint("see the registry's message");
      default -> calls.unexpected(what, answer);
    };
  }

  private static String versions(String subject) {
    String encoded = URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    return "/subjects/" + encoded + "/versions";
  }

  private Optional<StoredSchema> stored(String what, Answer answer) {
    if (answer.status() == 404) {
      return Optional.empty();
    }
    JsonNode text = answer.body().path("schema");
    if (!answer.ok() || !text.isTextual()) {
      throw calls.unexpected(what, answer);
    }
    List<Reference> references = new ArrayList<>();
    for (JsonNode each : answer.body().path("references")) {
      references.add(
          new Reference(each.path("subject").asText(""), each.path("version").asInt(-1)));
    }
    String type = answer.body().path("schemaType").asText("AVRO");
    return Optional.of(new StoredSchema(type, text.textValue(), references));
  }
}
