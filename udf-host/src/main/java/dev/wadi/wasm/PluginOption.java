package dev.wadi.wasm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.connector.OptionValues;
import dev.wadi.sdk.connector.Options;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// An option that tables of a plugin's connector or format have.
///
/// @param description one sentence
/// @param otherwise its value if a table does not say
/// @param choices the values that it may have; any if there are none
/// @param minimum the least number that it may be, if it is one
public record PluginOption(
    String name,
    Type type,
    boolean required,
    String description,
    Optional<JsonNode> otherwise,
    List<JsonNode> choices,
    Optional<BigDecimal> minimum,
    Optional<BigDecimal> maximum) {
  public PluginOption {
    choices = List.copyOf(choices);
  }

  /// What its values are.
  public enum Type {
    STRING,
    INTEGER,
    NUMBER,
    BOOLEAN;

    boolean isNumber() {
      return this == INTEGER || this == NUMBER;
    }

    /// What a text means, empty if it does not have this type.
    Optional<JsonNode> parse(String text) {
      String stripped = text.strip();
      try {
        return switch (this) {
          case STRING -> Optional.of(new TextNode(text));
          case INTEGER -> Optional.of(new LongNode(Long.parseLong(stripped)));
          case NUMBER -> number(Double.parseDouble(stripped));
          case BOOLEAN -> flag(stripped.toLowerCase(Locale.ROOT));
        };
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }

    private static Optional<JsonNode> number(double value) {
      return Double.isFinite(value) ? Optional.of(new DoubleNode(value)) : Optional.empty();
    }

    private static Optional<JsonNode> flag(String text) {
      return text.equals("true") || text.equals("false")
          ? Optional.of(BooleanNode.valueOf(text.equals("true")))
          : Optional.empty();
    }

    /// A value of a description, empty if it does not have this type.
    Optional<JsonNode> read(JsonNode node) {
      boolean fits =
          switch (this) {
            case STRING -> node.isTextual();
            case INTEGER -> node.isIntegralNumber();
            case NUMBER -> node.isNumber();
            case BOOLEAN -> node.isBoolean();
          };
      return fits ? parse(node.asText()) : Optional.empty();
    }
  }

  PluginOption withDefault(JsonNode value) {
    return new PluginOption(
        name, type, required, description, Optional.of(value), choices, minimum, maximum);
  }

  /// The option as people see it.
  ///
  /// @param prefix before its name in a WITH clause
  Connector.Option declared(String prefix) {
    String values = type == Type.STRING && choices.isEmpty() ? "" : expected();
    String fallback =
        otherwise.map(value -> "'%s' if missing".formatted(value.asText())).orElse("");
    String details =
        List.of(values, fallback).stream()
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining("; "));
    return new Connector.Option(
        prefix + name,
        required,
        details.isEmpty() ? description : "%s (%s)".formatted(description, details),
        new OptionValues(
            switch (type) {
              case STRING -> OptionValues.Type.TEXT;
              case INTEGER -> OptionValues.Type.INTEGER;
              case NUMBER -> OptionValues.Type.NUMBER;
              case BOOLEAN -> OptionValues.Type.FLAG;
            },
            choices.stream().map(JsonNode::asText).toList(),
            choices.isEmpty(),
            otherwise.map(JsonNode::asText),
            false));
  }

  /// The value that a table gives it, or that it has otherwise; empty if there is neither.
  ///
  /// @throws dev.wadi.sdk.error.WadiException if the value does not fit
  Optional<JsonNode> value(Options options, String prefix) {
    Optional<String> given = options.text(prefix + name);
    if (given.isEmpty()) {
      return otherwise;
    }
    return Optional.of(
        type.parse(given.get())
            .filter(this::fits)
            .orElseThrow(() -> options.invalid(prefix + name, given.get(), expected())));
  }

  /// Whether a value of the type is one of the choices, and in the range.
  boolean fits(JsonNode value) {
    return (choices.isEmpty() || choices.contains(value))
        && minimum.stream().allMatch(least -> value.decimalValue().compareTo(least) >= 0)
        && maximum.stream().allMatch(most -> value.decimalValue().compareTo(most) <= 0);
  }

  private String expected() {
    if (!choices.isEmpty()) {
      return choices.stream()
          .map(choice -> "'" + choice.asText() + "'")
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    return switch (type) {
      case STRING -> "a text";
      case INTEGER -> "a whole number" + range();
      case NUMBER -> "a number" + range();
      case BOOLEAN -> "true or false";
    };
  }

  private String range() {
    if (minimum.isPresent() && maximum.isPresent()) {
      return " from %s to %s".formatted(plain(minimum), plain(maximum));
    }
    return minimum.isPresent()
        ? " of at least " + plain(minimum)
        : maximum.isPresent() ? " of at most " + plain(maximum) : "";
  }

  private static String plain(Optional<BigDecimal> number) {
    return number.orElseThrow().toPlainString();
  }
}
