package dev.wadi.sdk.format;

import dev.wadi.sdk.connector.Connector.Option;
import dev.wadi.sdk.function.FunctionSignature.PluginRef;
import dev.wadi.sdk.function.PluginReference;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A format of a plugin as tables see it.
///
/// @param name the value of the `format` option, lower case
/// @param plugin the module it lives in
/// @param description one sentence for people; may be empty
/// @param options what a table in this format may say besides, names as in `WITH (...)`
/// @param framing where its records can be
/// @param decodes whether tables can be read
/// @param encodes whether tables can be written
public record FormatSignature(
    String name,
    PluginRef plugin,
    String description,
    List<Option> options,
    Framing framing,
    boolean decodes,
    boolean encodes) {
  /// The names of the formats that connectors have themselves.
  public static final Set<String> BUILT_IN =
      Set.of("avro", "csv", "debezium_json", "json", "parquet", "raw_bytes", "raw_string");

  public FormatSignature {
    options = List.copyOf(options);
  }

  /// How records are told apart.
  public enum Framing {
    /// Each is a line, where there is more than one; none has a line feed in it.
    LINES,
    /// Each is a message of its own, whatever is in it.
    NONE
  }

  /// What the names of its options begin with.
  public static String prefix(String name) {
    return name + ".";
  }

  /// This version and no other, as {@link #find} knows it.
  public String pinned() {
    return "%s@sha256:%s".formatted(name, plugin.sha256());
  }

  /// The format that is meant by a name, which may say the version of its plugin as {@link
  /// PluginReference} does.
  ///
  /// @param known of all versions of all plugins, those uploaded last at the end
  public static Optional<FormatSignature> find(String reference, List<FormatSignature> known) {
    PluginReference wanted = PluginReference.parse(reference);
    List<FormatSignature> named =
        known.stream().filter(format -> format.name().equals(wanted.name())).toList();
    return named.reversed().stream()
        .filter(format ->
            new PluginReference(format.plugin().name(), wanted.version())
                .in(List.of(format.plugin()))
                .isPresent())
        .findFirst();
  }
}
