package dev.wadi.engine.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where the JSON of a plan says which version of a plugin does something.
final class PluginVersions {
  // As PluginConnector#id and FormatSignature#pinned write it.
  private static final Pattern PINNED = Pattern.compile("([^@]+)@sha256:[0-9a-f]{64}");
  // Of a signature, what is not about state; the names of arguments are not, either.
  private static final String VOLATILITY = "volatility";
  private static final List<String> ASYNC_DETAILS = List.of("inFlight", "timeoutMillis", "retries");

  private PluginVersions() {}

  /// Makes trees equal that differ in nothing else.
  static void forget(JsonNode tree) {
    forEach(
        tree,
        object -> {
          if (isFunction(object)) {
            forgetFunction(object);
          } else if (isTable(object)) {
            forgetTable(object);
          }
        });
  }

  /// All signatures of functions of plugins.
  static List<JsonNode> functions(JsonNode tree) {
    Stream.Builder<JsonNode> found = Stream.builder();
    forEach(
        tree,
        object -> {
          if (isFunction(object)) {
            found.add(object);
          }
        });
    return found.build().toList();
  }

  private static void forEach(JsonNode tree, Consumer<ObjectNode> visitor) {
    if (tree instanceof ObjectNode object) {
      visitor.accept(object);
    }
    tree.forEach(child -> forEach(child, visitor));
  }

  private static boolean isFunction(ObjectNode object) {
    return object.path("plugin").has("sha256") && object.has("arguments");
  }

  private static boolean isTable(ObjectNode object) {
    return object.path("connector").isTextual() && object.path("options").isObject();
  }

  private static void forgetFunction(ObjectNode function) {
    ((ObjectNode) function.get("plugin")).remove(List.of("version", "sha256"));
    function.remove(VOLATILITY);
    function.get("arguments").forEach(argument -> ((ObjectNode) argument).remove("name"));
    ((ObjectNode) function.get("kind")).remove(ASYNC_DETAILS);
  }

  private static void forgetTable(ObjectNode table) {
    table.put("connector", withoutVersion(table.get("connector").asText()));
    ObjectNode options = (ObjectNode) table.get("options");
    options
        .properties()
        .forEach(option ->
            option.setValue(TextNode.valueOf(withoutVersion(option.getValue().asText()))));
  }

  private static String withoutVersion(String name) {
    Matcher pinned = PINNED.matcher(name);
    return pinned.matches() ? pinned.group(1) : name;
  }
}
