package dev.wadi.connectors.format;

import dev.wadi.connectors.option.Direction;
import dev.wadi.sdk.connector.Connector.Option;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.connector.Variables;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.Names;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.format.FormatProvider;
import dev.wadi.sdk.format.FormatSignature;
import dev.wadi.sdk.function.PluginReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a table's option `format` may name: the formats of a connector, and those of plugins.
public final class Formats {
  /// The option's name.
  public static final String OPTION = "format";

  /// For descriptions of the option.
  public static final String PLUGINS = "the name of a plugin's";

  private final FormatProvider plugins;

  /// @param plugins asked anew for each table
  public Formats(FormatProvider plugins) {
    this.plugins = plugins;
  }

  /// What a table chose.
  ///
  /// @param <E> the formats of the connector
  public sealed interface Choice<E extends Enum<E>> {
    record BuiltIn<E extends Enum<E>>(E kind) implements Choice<E> {}

    record OfPlugin<E extends Enum<E>>(FormatSignature format) implements Choice<E> {}
  }

  /// The options that a table takes. Those of a format that is not known are taken, too: the
  /// table's check has more to say about it.
  ///
  /// @param written by the table
  /// @param declared by the connector
  public List<Option> options(Map<String, String> written, List<Option> declared) {
    String name = name(written).orElse("");
    List<Option> all = new ArrayList<>(declared);
    find(name)
        .map(FormatSignature::options)
        .orElseGet(() -> unknown(name, written))
        .forEach(all::add);
    return all;
  }

  private static List<Option> unknown(String name, Map<String, String> written) {
    return written.keySet().stream()
        .filter(key -> !FormatSignature.BUILT_IN.contains(name))
        .filter(key -> key.startsWith(FormatSignature.prefix(PluginReference.parse(name).name())))
        .map(key -> Option.optional(key, ""))
        .toList();
  }

  /// The options of a table, with their names checked.
  ///
  /// @param declared by the connector
  public Options options(TableDefinition table, List<Option> declared) {
    return Options.of(table, options(table.options(), declared));
  }

  /// The table's format.
  ///
  /// @param otherwise if it names none
  public <E extends Enum<E>> Choice<E> choice(Options options, E otherwise) {
    String name = name(options.text(OPTION).orElse(otherwise.name()));
    E[] kinds = otherwise.getDeclaringClass().getEnumConstants();
    for (E kind : kinds) {
      if (kind.name().equalsIgnoreCase(name)) {
        return new Choice.BuiltIn<>(kind);
      }
    }
    return find(name)
        .<Choice<E>>map(Choice.OfPlugin::new)
        .orElseThrow(() -> unknown(name, List.of(kinds), options));
  }

  private <E extends Enum<E>> WadiException unknown(String name, List<E> kinds, Options options) {
    List<String> names = new ArrayList<>();
    kinds.forEach(kind -> names.add(kind.name().toLowerCase(Locale.ROOT)));
    plugins.formats().stream().map(FormatSignature::name).distinct().sorted().forEach(names::add);
    String known = names.stream().map(each -> "'" + each + "'").collect(Collectors.joining(", "));
    WadiException error = options.invalid(OPTION, name, "one of " + known);
    return Names.nearest(name, names)
        .map(nearest -> error.withHint("did you mean '%s'?".formatted(nearest)))
        .orElse(error.withHint("upload a plugin that has it, or use another"));
  }

  /// A plugin's format as a table has it.
  ///
  /// @param options with checked names
  /// @throws WadiException if it does not take an option or a column, or does not go this way
  public PluginFormat of(
      FormatSignature format, TableDefinition table, Options options, Direction direction) {
    FileFormat.refuse(table, options);
    var use = new PluginFormat(format, plugins.options(format, options), table.schema(), plugins);
    use.check(table.name(), direction);
    return use;
  }

  /// The same for a connector whose records are lines.
  ///
  /// @throws WadiException also if records of the format are no lines
  public PluginFormat ofLines(
      FormatSignature format, TableDefinition table, Options options, Direction direction) {
    if (format.framing() != FormatSignature.Framing.LINES) {
      throw new WadiException(
              ErrorCode.INVALID_OPTION,
              "table '%s': records of connector '%s' are lines, those of format '%s' are not"
                  .formatted(table.name(), table.connector(), format.name()))
          .withHint("use a connector whose records are messages, or another format");
    }
    return of(format, table, options, direction);
  }

  /// The format of a table in files, which is JSON if it names none.
  public FileFormat inFiles(TableDefinition table, Options options, Direction direction) {
    return switch (choice(options, FileFormat.Kind.JSON)) {
      case Choice.BuiltIn(FileFormat.Kind kind) -> FileFormat.of(kind, table, options);
      case Choice.OfPlugin(FormatSignature format) ->
          FileFormat.of(ofLines(format, table, options, direction), table, options);
    };
  }

  /// The format of a table of messages.
  ///
  /// @param topic where the messages are
  public MessageFormat inMessages(
      TableDefinition table, Options options, Direction direction, String topic) {
    return switch (choice(options, MessageFormat.Kind.JSON)) {
      case Choice.BuiltIn(MessageFormat.Kind kind) ->
          MessageFormat.of(kind, table, options, direction, topic);
      case Choice.OfPlugin(FormatSignature format) -> {
        AvroOptions.refuse(table, options);
        yield new PluginMessages(table.name(), of(format, table, options, direction));
      }
    };
  }

  /// The table with the version of a plugin's format that it means now.
  public TableDefinition pinned(TableDefinition table) {
    return name(table.options())
        .flatMap(this::find)
        .map(format -> pinned(table, format))
        .orElse(table);
  }

  private static TableDefinition pinned(TableDefinition table, FormatSignature format) {
    Map<String, String> options = new HashMap<>(table.options());
    options.put(OPTION, format.pinned());
    return new TableDefinition(
        table.name(), table.connector(), table.schema(), options, table.primaryKey());
  }

  private Optional<FormatSignature> find(String name) {
    return FormatSignature.find(name, plugins.formats());
  }

  // What is wrong with a value that cannot be read is said where the options are checked.
  private static Optional<String> name(Map<String, String> written) {
    String value = written.get(OPTION);
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(name(Variables.ofProcess().expand(value)));
    } catch (WadiException e) {
      return Optional.empty();
    }
  }

  private static String name(String value) {
    return value.strip().toLowerCase(Locale.ROOT);
  }
}
