package dev.wadi.wasm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.connector.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The options of a plugin's connector or format.
record PluginOptions(List<PluginOption> all) {
  static final PluginOptions NONE = new PluginOptions(List.of());

  PluginOptions {
    all = List.copyOf(all);
  }

  /// The options as people see them, and as {@link Options#of} checks their names.
  ///
  /// @param prefix before their names in a WITH clause; none for a connector's
  List<Connector.Option> declared(String prefix) {
    return all.stream().map(option -> option.declared(prefix)).toList();
  }

  /// The same, and those that others have besides, which are optional then.
  List<Connector.Option> declaredBeside(PluginOptions others) {
    List<Connector.Option> both = new ArrayList<>(declared(""));
    others.all.stream()
        .filter(option -> find(option.name()).isEmpty())
        .map(option ->
            Connector.Option.optional(option.name(), option.description())
                .taking(option.declared("").values()))
        .forEach(both::add);
    return both;
  }

  Optional<PluginOption> find(String name) {
    return all.stream().filter(option -> option.name().equals(name)).findFirst();
  }

  /// The name of an option that others have, too, but otherwise.
  Optional<String> conflict(PluginOptions others) {
    return all.stream()
        .filter(option -> others.find(option.name()).stream().anyMatch(o -> !o.equals(option)))
        .map(PluginOption::name)
        .findFirst();
  }

  /// What a table says, checked, and with what it leaves out, as the guest gets it: one JSON
  /// object.
  ///
  /// @param options of the table, whose names are checked
  /// @throws dev.wadi.sdk.error.WadiException if a value does not fit
  String json(Options options, String prefix) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    for (PluginOption option : all) {
      option.value(options, prefix).ifPresent(value -> values.set(option.name(), value));
    }
    return values.toString();
  }
}
