package dev.wadi.wasm;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.arrow.vector.types.pojo.Field;

/// Reads a module's description: one or more JSON objects, one after another, because a linker
/// concatenates what each source file contributed. Lists, as of functions and capabilities, are
/// joined, anything else may be said once. Unknown fields are ignored: later versions of the ABI
/// add some.
final class DescriptionReader {
  private static final int ABI_VERSION = 1;
  // A field that is given twice in one object may mean one thing here and another elsewhere.
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final int BYTES_MAX = 1 << 20;
  private static final int TEXT_LENGTH_MAX = 100;
  private static final int SENTENCE_LENGTH_MAX = 200;
  static final Pattern PLUGIN_NAME = Pattern.compile("[a-z][a-z0-9_-]{0,62}");
  static final Pattern SQL_NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
  private static final int EXPORT_LENGTH_MAX = 255;
  private static final int FUNCTIONS_MAX = 1_000;

  private DescriptionReader() {}

  static PluginDescription read(byte[] json) {
    Refusal.checkCount("bytes of description", json.length, BYTES_MAX);
    ObjectNode root = join(json);
    checkAbi(root);
    List<PluginDescription.Function> functions = functions(root);
    List<SourceDescription> sources = ConnectorReader.sources(root);
    List<SinkDescription> sinks = ConnectorReader.sinks(root);
    ConnectorReader.checkShared(sources, sinks);
    List<PluginDescription.Format> formats = FormatReader.readAll(root.path("formats"));
    if (functions.isEmpty() && sources.isEmpty() && sinks.isEmpty() && formats.isEmpty()) {
      throw invalid("it has no functions, sources, sinks or formats");
    }
    return new PluginDescription(
        name(root, "name", PLUGIN_NAME, "the plugin"),
        text(root, "version"),
        text(root, "sdk"),
        capabilities(root),
        functions,
        sources,
        sinks,
        formats);
  }

  // For people, in listings and on terminals.
  private static String text(ObjectNode root, String field) {
    String text = root.path(field).asText("");
    if (text.length() > TEXT_LENGTH_MAX || !text.equals(GuestText.printable(text))) {
      throw invalid(
          "%s is '%s', expected at most %d printable characters"
              .formatted(field, GuestText.shown(text), TEXT_LENGTH_MAX));
    }
    return text;
  }

  private static ObjectNode join(byte[] json) {
    ObjectNode joined = JSON.createObjectNode();
    try (MappingIterator<JsonNode> parts = JSON.readerFor(JsonNode.class).readValues(json)) {
      while (parts.hasNextValue()) {
        if (!(parts.nextValue() instanceof ObjectNode part)) {
          throw invalid("expected JSON objects");
        }
        part.properties().forEach(field -> merge(joined, field.getKey(), field.getValue()));
      }
    } catch (JacksonException e) {
      throw invalid("it is not JSON: " + GuestText.shown(e.getOriginalMessage()));
    } catch (IOException e) {
      throw invalid("it is not JSON: " + GuestText.shown(e.getMessage()));
    }
    return joined;
  }

  private static void merge(ObjectNode joined, String name, JsonNode value) {
    JsonNode known = joined.get(name);
    if (known == null) {
      joined.set(name, value);
    } else if (known instanceof ArrayNode list && value instanceof ArrayNode more) {
      list.addAll(more);
    } else if (!known.equals(value)) {
      throw invalid(
          "'%s' is given twice: %s and %s"
              .formatted(
                  GuestText.shown(name),
                  GuestText.shown(known.toString()),
                  GuestText.shown(value.toString())));
    }
  }

  private static void checkAbi(ObjectNode root) {
    if (root.path("abi").asInt(0) != ABI_VERSION) {
      throw new WadiException(
              ErrorCode.PLUGIN_ABI_MISMATCH,
              "the module is built for ABI version %s, this host has version %d"
                  .formatted(GuestText.shown(root.path("abi").asText("(none)")), ABI_VERSION))
          .withHint("build it with the SDK that belongs to this host");
    }
  }

  private static List<String> capabilities(ObjectNode root) {
    Set<String> capabilities = new LinkedHashSet<>();
    for (JsonNode node : root.path("capabilities")) {
      if (!Grants.isKnown(node.asText())) {
        throw new WadiException(
                ErrorCode.PLUGIN_FORBIDDEN,
                "the plugin needs the capability '%s', which this host does not know"
                    .formatted(GuestText.shown(node.asText())))
            .withHint("there are clock, random, read, write, http, metrics and env:NAME");
      }
      capabilities.add(node.asText());
    }
    return List.copyOf(capabilities);
  }

  private static List<PluginDescription.Function> functions(ObjectNode root) {
    JsonNode list = root.path("functions");
    if (list.size() > FUNCTIONS_MAX) {
      throw invalid("it has %d functions, at most %d".formatted(list.size(), FUNCTIONS_MAX));
    }
    List<PluginDescription.Function> functions = new ArrayList<>();
    list.forEach(node -> functions.add(FunctionReader.read(node)));
    checkDistinct(functions);
    return functions;
  }

  private static void checkDistinct(List<PluginDescription.Function> functions) {
    Set<List<Object>> seen = new HashSet<>();
    for (PluginDescription.Function function : functions) {
      List<Field> types =
          function.arguments().stream().map(value -> PluginRegistry.bare(value.field())).toList();
      if (!seen.add(List.of(function.name(), types))) {
        throw invalid(
            "it has the function '%s' twice, with the same argument types"
                .formatted(function.name()));
      }
    }
  }

  static String name(JsonNode node, String field, Pattern pattern, String where) {
    String name = node.path(field).asText("");
    if (!pattern.matcher(name).matches()) {
      throw invalid(
          "%s has the name '%s', expected %s".formatted(where, GuestText.shown(name), pattern));
    }
    return name;
  }

  /// What the name of the exported function is, or begins with.
  static String export(JsonNode node, String name, String where) {
    String export = node.path("export").asText(name);
    if (export.length() > EXPORT_LENGTH_MAX) {
      throw invalid("the export of %s has too long a name".formatted(where));
    }
    return export;
  }

  /// What something is for, which it has to say.
  static String sentence(JsonNode node, String where) {
    String text = node.path("description").asText("").strip();
    if (text.isEmpty()
        || text.length() > SENTENCE_LENGTH_MAX
        || !text.equals(GuestText.printable(text))) {
      throw invalid(
          "%s has the description '%s', expected 1 to %d printable characters"
              .formatted(where, GuestText.shown(text), SENTENCE_LENGTH_MAX));
    }
    return text;
  }

  static WadiException invalid(String reason) {
    return new WadiException(
        ErrorCode.PLUGIN_INVALID, "the module's description is wrong: " + reason);
  }
}
