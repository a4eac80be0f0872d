package dev.wadi.wasm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.wasm.PluginDescription.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.arrow.vector.complex.MapVector;

/// Reads the types in a description: a format string, or for nested ones an object of a format
/// string and children.
final class TypeReader {
  private static final int DEPTH_MAX = 8;
  private static final int FIELDS_MAX = 64;
  private static final String ITEM = "item";
  private static final Pattern FIELD_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

  private TypeReader() {}

  /// A value of a node's `type`, with its `nullable` and `json`.
  ///
  /// @param where what has this type, for the error message
  static Value read(JsonNode node, String name, String where) {
    return read(node, name, where, 1);
  }

  private static Value read(JsonNode node, String name, String where, int depth) {
    if (depth > DEPTH_MAX) {
      throw DescriptionReader.invalid(where + " is nested more than %d deep".formatted(DEPTH_MAX));
    }
    JsonNode type = node.path("type");
    String format = (type.isObject() ? type.path("type") : type).asText("");
    List<Value> children = children(format, type.path("children"), where, depth);
    boolean json = node.path("json").asBoolean(false);
    if (json && !format.equals("u")) {
      throw DescriptionReader.invalid(where + " is JSON, so its type must be 'u'");
    }
    return new Value(
        name,
        format,
        ArrowFormat.parse(format, where),
        json,
        node.path("nullable").asBoolean(true),
        children);
  }

  private static List<Value> children(String format, JsonNode nodes, String where, int depth) {
    List<Value> children = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      JsonNode node = nodes.get(i);
      String name = node.path("name").asText(format.equals(ArrowFormat.STRUCT) ? "" : ITEM);
      if (!FIELD_NAME.matcher(name).matches()) {
        throw DescriptionReader.invalid("%s: field %d has no name".formatted(where, i + 1));
      }
      children.add(read(node, name, "%s: '%s'".formatted(where, name), depth + 1));
    }
    int expected =
        switch (format) {
          case ArrowFormat.LIST -> 1;
          case ArrowFormat.MAP -> 2;
          case ArrowFormat.STRUCT -> Math.clamp(children.size(), 1, FIELDS_MAX);
          default -> 0;
        };
    if (children.size() != expected) {
      throw DescriptionReader.invalid(
          "%s has the type '%s' with %d children, expected %d"
              .formatted(where, GuestText.shown(format), children.size(), expected));
    }
    return format.equals(ArrowFormat.MAP) ? entries(children) : children;
  }

  // As Arrow has it: a map is a list of structs.
  private static List<Value> entries(List<Value> children) {
    Value key = children.get(0).as(MapVector.KEY_NAME, false);
    Value value = children.get(1).as(MapVector.VALUE_NAME, children.get(1).nullable());
    return List.of(
        new Value(
            MapVector.DATA_VECTOR_NAME,
            ArrowFormat.STRUCT,
            ArrowFormat.parse(ArrowFormat.STRUCT, MapVector.DATA_VECTOR_NAME),
            false,
            false,
            List.of(key, value)));
  }
}
