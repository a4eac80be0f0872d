package dev.wadi.server.http;

import dev.wadi.sdk.connector.Connector.Option;
import dev.wadi.sdk.connector.OptionValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Options as a JSON schema (2020-12) of an object that has them: for forms and editors.
final class OptionSchema {
  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

  private OptionSchema() {}

  /// @param open whether there may be others, such as those of a plugin's format
  static Map<String, Object> of(List<Option> options, boolean open) {
    Map<String, Object> properties = new LinkedHashMap<>();
    options.forEach(option -> properties.put(option.name(), property(option)));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", DRAFT);
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("required", options.stream().filter(Option::required).map(Option::name).toList());
    schema.put("additionalProperties", open);
    return schema;
  }

  private static Map<String, Object> property(Option option) {
    OptionValues values = option.values();
    Map<String, Object> property = new LinkedHashMap<>();
    property.put("type", type(values.type()));
    property.put("description", option.description());
    if (!values.choices().isEmpty()) {
      List<Object> choices =
          values.choices().stream().map(choice -> value(values.type(), choice)).toList();
      property.put(values.open() ? "examples" : "enum", choices);
    }
    values.otherwise().ifPresent(text -> property.put("default", value(values.type(), text)));
    if (values.secret()) {
      property.put("writeOnly", true);
    }
    return property;
  }

  private static String type(OptionValues.Type type) {
    return switch (type) {
      case TEXT -> "string";
      case INTEGER -> "integer";
      case NUMBER -> "number";
      case FLAG -> "boolean";
    };
  }

  private static Object value(OptionValues.Type type, String text) {
    return switch (type) {
      case TEXT -> text;
      case INTEGER -> Long.valueOf(text);
      case NUMBER -> Double.valueOf(text);
      case FLAG -> Boolean.valueOf(text);
    };
  }
}
