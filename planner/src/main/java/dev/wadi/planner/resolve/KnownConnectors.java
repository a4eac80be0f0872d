package dev.wadi.planner.resolve;

import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.connector.Internal;
import dev.wadi.sdk.connector.PluginConnector;
import dev.wadi.sdk.function.FunctionSignature.PluginRef;
import dev.wadi.sdk.function.PluginReference;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What tables can be made of: the connectors that are built in, and those of plugins. `walk` is
/// that of the plugin's latest version, `walk@1.2.0` and `walk@sha256:0f3a` are others.
final class KnownConnectors {
  private final Map<String, Connector> latest = new LinkedHashMap<>();
  private final List<PluginConnector> ofPlugins;

  /// @param connectors of versions of a plugin that were uploaded last at the end
  KnownConnectors(List<Connector> connectors) {
    this.ofPlugins =
        connectors.stream()
            .filter(PluginConnector.class::isInstance)
            .map(PluginConnector.class::cast)
            .toList();
    Map<String, PluginRef> versions = new HashMap<>();
    ofPlugins.forEach(one -> versions.put(one.plugin().name(), one.plugin()));
    connectors.stream()
        .filter(connector ->
            !(connector instanceof PluginConnector one)
                || one.plugin().equals(versions.get(one.plugin().name())))
        .forEach(connector -> latest.put(connector.name(), connector));
  }

  /// Those that need no version, as people know them.
  List<Connector> latest() {
    return latest.values().stream().filter(one -> !(one instanceof Internal)).toList();
  }

  List<String> names() {
    return latest().stream().map(Connector::name).toList();
  }

  /// @param text a name, perhaps with a version
  Optional<Connector> find(String text) {
    return Optional.ofNullable(latest.get(text)).or(() -> version(PluginReference.parse(text)));
  }

  private Optional<Connector> version(PluginReference reference) {
    List<PluginConnector> named =
        ofPlugins.stream().filter(one -> one.name().equals(reference.name())).toList();
    List<PluginRef> versions =
        named.stream()
            .map(PluginConnector::plugin)
            .map(plugin -> new PluginRef(reference.name(), plugin.version(), plugin.sha256()))
            .toList();
    return reference.in(versions).map(meant -> named.get(versions.indexOf(meant)));
  }
}
