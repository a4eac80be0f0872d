package dev.wadi.sdk.connector;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.Names;
import dev.wadi.sdk.error.WadiException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// Typed access to a table's options. Every wrong option is an error that names the table, the
/// option and what was expected; an unknown one is refused with the nearest known name. Values may
/// refer to environment variables, see {@link Variables}.
public final class Options {
  private final String table;
  private final Map<String, String> written;
  private final Map<String, String> values;

  private Options(TableDefinition table, Map<String, String> values) {
    this.table = table.name();
    this.written = table.options();
    this.values = values;
  }

  /// Checks the names against what the connector declares.
  ///
  /// @throws WadiException on an unknown or a missing option
  public static Options of(TableDefinition table, List<Connector.Option> declared) {
    for (String name : table.options().keySet()) {
      if (declared.stream().noneMatch(option -> option.name().equals(name))) {
        throw unknown(table, name, declared);
      }
    }
    for (Connector.Option option : declared) {
      if (option.required() && !table.options().containsKey(option.name())) {
        throw new WadiException(
                ErrorCode.MISSING_OPTION,
                "table '%s' needs the option '%s': %s"
                    .formatted(table.name(), option.name(), option.description()))
            .withHint("add %s = '...' to its WITH clause".formatted(option.name()));
      }
    }
    Map<String, String> expanded = new HashMap<>();
    table.options().forEach((name, value) -> expanded.put(name, expanded(table, name, value)));
    return new Options(table, expanded);
  }

  /// The same for options that need not be all that a table must have.
  ///
  /// @throws WadiException on an unknown option
  public static Options some(TableDefinition table, List<Connector.Option> declared) {
    return of(
        table,
        declared.stream()
            .map(one -> new Connector.Option(one.name(), false, one.description(), one.values()))
            .toList());
  }

  private static String expanded(TableDefinition table, String name, String value) {
    try {
      return Variables.ofProcess().expand(value);
    } catch (WadiException e) {
      throw new WadiException(
              e.code(), "table '%s', option '%s': %s".formatted(table.name(), name, e.getMessage()))
          .withHint(e.hint().orElse(null));
    }
  }

  private static WadiException unknown(
      TableDefinition table, String name, List<Connector.Option> declared) {
    String known = declared.stream().map(Connector.Option::name).collect(Collectors.joining(", "));
    var error =
        new WadiException(
            ErrorCode.INVALID_OPTION,
            "table '%s': connector '%s' has no option '%s'; it has: %s"
                .formatted(table.name(), table.connectorName(), name, known));
    return Names.nearest(name, declared.stream().map(Connector.Option::name).toList())
        .map(nearest -> error.withHint("did you mean '%s'?".formatted(nearest)))
        .orElse(error);
  }

  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /// The value of a required option.
  public String required(String name) {
    return text(name)
        .orElseThrow(() ->
            new WadiException(
                ErrorCode.MISSING_OPTION,
                "table '%s' needs the option '%s'".formatted(table, name)));
  }

  /// A whole number of at least `min`.
  public OptionalLong integer(String name, long min) {
    String value = values.get(name);
    if (value == null) {
      return OptionalLong.empty();
    }
    try {
      long number = Long.parseLong(value.strip());
      if (number >= min) {
        return OptionalLong.of(number);
      }
    } catch (NumberFormatException e) {
      // falls through to the one message
    }
    throw invalid(name, value, "a whole number of at least " + min);
  }

  /// A number greater than zero.
  public OptionalDouble positive(String name) {
    String value = values.get(name);
    if (value == null) {
      return OptionalDouble.empty();
    }
    try {
      double number = Double.parseDouble(value.strip());
      if (number > 0 && Double.isFinite(number)) {
        return OptionalDouble.of(number);
      }
    } catch (NumberFormatException e) {
      // falls through to the one message
    }
    throw invalid(name, value, "a number greater than 0");
  }

  public boolean flag(String name, boolean otherwise) {
    String value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    return switch (value.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid(name, value, "true or false");
    };
  }

  /// One of an enum's constants, written in lower case.
  public <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
    String value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(value.strip())) {
        return Optional.of(constant);
      }
    }
    String choices =
        List.of(type.getEnumConstants()).stream()
            .sorted(Comparator.naturalOrder())
            .map(constant -> "'" + constant.name().toLowerCase(Locale.ROOT) + "'")
            .collect(Collectors.joining(", "));
    throw invalid(name, value, "one of " + choices);
  }

  /// The error for a value that does not fit, for checks of a connector's own.
  public WadiException invalid(String name, String value, String expected) {
    String original = written.getOrDefault(name, value);
    String shown = Variables.in(original) ? original : value;
    return new WadiException(
        ErrorCode.INVALID_OPTION,
        "table '%s': option '%s' is '%s', expected %s".formatted(table, name, shown, expected));
  }
}
