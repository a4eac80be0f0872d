package dev.wadi.sdk.connector;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What values an option takes: for forms and editors, which learn it from `GET /connectors`. The
/// connector itself checks a value when a table has it.
///
/// @param choices values that are meant; any if there are none
/// @param open whether there may be other values than the choices
/// @param otherwise the value of a table that does not say
/// @param secret whether people must not see the values
public record OptionValues(
    Type type, List<String> choices, boolean open, Optional<String> otherwise, boolean secret) {
  /// Any text.
  public static final OptionValues TEXT = of(Type.TEXT);

  public static final OptionValues INTEGER = of(Type.INTEGER);
  public static final OptionValues NUMBER = of(Type.NUMBER);
  public static final OptionValues FLAG = of(Type.FLAG);

  /// Text that people must not see.
  public static final OptionValues SECRET =
      new OptionValues(Type.TEXT, List.of(), true, Optional.empty(), true);

  public OptionValues {
    choices = List.copyOf(choices);
  }

  /// What they are; in SQL, each may be written as text.
  public enum Type {
    TEXT,
    INTEGER,
    NUMBER,
    /// `true` or `false`
    FLAG
  }

  private static OptionValues of(Type type) {
    return new OptionValues(type, List.of(), true, Optional.empty(), false);
  }

  /// The names of an enum's constants, in lower case.
  public static OptionValues oneOf(Class<? extends Enum<?>> choices) {
    return oneOf(
        Arrays.stream(choices.getEnumConstants())
            .map(choice -> choice.name().toLowerCase(Locale.ROOT))
            .toList());
  }

  public static OptionValues oneOf(List<String> choices) {
    return new OptionValues(Type.TEXT, choices, false, Optional.empty(), false);
  }

  /// The same with other values besides.
  public OptionValues orOthers() {
    return new OptionValues(type, choices, true, otherwise, secret);
  }

  /// The same with a value for tables that do not say.
  public OptionValues otherwise(String value) {
    return new OptionValues(type, choices, open, Optional.of(value), secret);
  }
}
