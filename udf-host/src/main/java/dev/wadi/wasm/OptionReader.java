package dev.wadi.wasm;

import static dev.wadi.wasm.DescriptionReader.invalid;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.sdk.error.WadiException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the options of a connector or a format in a description: a JSON schema of an object. A
/// keyword of such schemas that is not known here is refused, because it would not be observed.
final class OptionReader {
  private static final int OPTIONS_MAX = 64;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.-]{0,62}");
  private static final Set<String> SCHEMA_KEYWORDS =
      Set.of(
          "$schema",
          "type",
          "title",
          "description",
          "properties",
          "required",
          "additionalProperties");
  private static final Set<String> KEYWORDS =
      Set.of("type", "title", "description", "default", "enum", "minimum", "maximum", "examples");

  private final String where;
  private final String name;
  private final JsonNode node;

  private OptionReader(String where, String name, JsonNode node) {
    this.where = "%s: option '%s'".formatted(where, GuestText.shown(name));
    this.name = name;
    this.node = node;
  }

  /// @param schema missing if there are no options
  /// @param owner what has them, for errors
  static PluginOptions read(JsonNode schema, String owner) {
    if (schema.isMissingNode()) {
      return PluginOptions.NONE;
    }
    String where = owner + " has options";
    checkKeywords(schema, SCHEMA_KEYWORDS, where);
    if (!schema.path("type").asText("object").equals("object")
        || schema.path("additionalProperties").asBoolean(false)) {
      throw invalid(where + " that are not an object of known properties");
    }
    JsonNode properties = schema.path("properties");
    if (properties.size() > OPTIONS_MAX) {
      throw invalid("%s: %d, at most %d".formatted(where, properties.size(), OPTIONS_MAX));
    }
    Set<String> required = required(schema, properties, where);
    List<PluginOption> options = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      String name = property.getKey();
      var reader = new OptionReader(owner, name, property.getValue());
      options.add(reader.option(required.contains(name)));
    }
    return new PluginOptions(options);
  }

  private static Set<String> required(JsonNode schema, JsonNode properties, String where) {
    Set<String> required = new HashSet<>();
    for (JsonNode node : schema.path("required")) {
      if (!properties.has(node.asText())) {
        throw invalid(
            "%s, of which it needs '%s', which it does not describe"
                .formatted(where, GuestText.shown(node.asText())));
      }
      required.add(node.asText());
    }
    return required;
  }

  private static void checkKeywords(JsonNode node, Set<String> known, String where) {
    if (!node.isObject()) {
      throw invalid(where + ", expected a JSON object to describe them");
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!known.contains(field.getKey())) {
        throw invalid(
            "%s with the keyword '%s'; there are %s"
                .formatted(
                    where, GuestText.shown(field.getKey()), known.stream().sorted().toList()));
      }
    }
  }

  private PluginOption option(boolean required) {
    if (!NAME.matcher(name).matches()) {
      throw invalid("%s, expected a name of %s".formatted(where, NAME));
    }
    checkKeywords(node, KEYWORDS, where);
    PluginOption.Type type = type();
    var option =
        new PluginOption(
            name,
            type,
            required,
            DescriptionReader.sentence(node, where),
            Optional.empty(),
            choices(type),
            bound("minimum", type),
            bound("maximum", type));
    checkRange(option);
    JsonNode otherwise = node.path("default");
    return otherwise.isMissingNode() ? option : withDefault(option, otherwise);
  }

  private PluginOption.Type type() {
    String text = node.path("type").asText("");
    for (PluginOption.Type type : PluginOption.Type.values()) {
      if (type.name().toLowerCase(Locale.ROOT).equals(text)) {
        return type;
      }
    }
    throw invalid(
        "%s has the type '%s', expected string, integer, number or boolean"
            .formatted(where, GuestText.shown(text)));
  }

  private List<JsonNode> choices(PluginOption.Type type) {
    List<JsonNode> choices = new ArrayList<>();
    for (JsonNode choice : node.path("enum")) {
      choices.add(type.read(choice).orElseThrow(() -> unfit("the choice", choice)));
    }
    if (choices.isEmpty() && node.has("enum")) {
      throw invalid(where + " has no choices");
    }
    return choices;
  }

  private Optional<BigDecimal> bound(String keyword, PluginOption.Type type) {
    JsonNode bound = node.path(keyword);
    if (bound.isMissingNode()) {
      return Optional.empty();
    }
    if (!type.isNumber() || type.read(bound).isEmpty()) {
      throw unfit("the " + keyword, bound);
    }
    return type.read(bound).map(JsonNode::decimalValue);
  }

  private void checkRange(PluginOption option) {
    if (option.minimum().isPresent()
        && option.maximum().isPresent()
        && option.minimum().get().compareTo(option.maximum().get()) > 0) {
      throw unfit("the minimum", node.path("minimum"));
    }
    option.choices().stream()
        .filter(choice -> !option.fits(choice))
        .findFirst()
        .ifPresent(choice -> {
          throw unfit("the choice", choice);
        });
  }

  private PluginOption withDefault(PluginOption option, JsonNode value) {
    if (option.required()) {
      throw invalid(where + " is required, so it has no use for a default");
    }
    return option
        .type()
        .read(value)
        .filter(option::fits)
        .map(option::withDefault)
        .orElseThrow(() -> unfit("the default", value));
  }

  private WadiException unfit(String what, JsonNode value) {
    return invalid(
        "%s has %s %s, which does not fit it"
            .formatted(where, what, GuestText.shown(value.toString())));
  }
}
