package dev.wadi.server.pipeline;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.Catalog;
import dev.wadi.server.catalog.StoredPlugins.StoredPlugin;
import dev.wadi.wasm.Grants;
import dev.wadi.wasm.PluginModule;
import dev.wadi.wasm.PluginRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Modules on their way from a request to the registry and the catalog, together with what needs
/// them: loaded first, so that SQL can be planned with them, then kept for use and stored for the
/// next start. Until all is done, it can be undone. Nobody else adds modules meanwhile.
final class PluginArrival {
  private static final Logger LOG = LoggerFactory.getLogger(PluginArrival.class);

  private final PluginRegistry registry;
  private final Catalog catalog;
  private final List<PluginModule> before;
  private final List<Arriving> arriving = new ArrayList<>();
  private boolean kept;
  private boolean stored;

  PluginArrival(PluginRegistry registry, Catalog catalog) {
    this.registry = registry;
    this.catalog = catalog;
    this.before = registry.modules();
  }

  private record Arriving(PluginModule module, byte[] wasm) {}

  /// Checks and compiles one more module.
  ///
  /// @throws WadiException if it is no plugin, or is here already and was granted something else
  void load(SentPlugin sent) {
    PluginModule module = registry.load(sent.module());
    sent.grants()
        .ifPresent(grants -> {
          if (!isNew(module)) {
            requireSame(module, grants);
          } else {
            registry.grant(module, Grants.parse(grants));
          }
        });
    arriving.add(new Arriving(module, sent.module()));
  }

  private static void requireSame(PluginModule module, List<String> grants) {
    if (!Grants.parse(grants).equals(module.grants())) {
      throw new WadiException(
              ErrorCode.CONFLICT,
              "plugin '%s' (%s) is here already, with other grants"
                  .formatted(module.name(), module.sha256()))
          .withHint("PUT /api/v1/plugins/%s/grants changes them".formatted(module.sha256()));
    }
  }

  /// The modules, in the order in which they were loaded.
  List<PluginModule> modules() {
    return arriving.stream().map(Arriving::module).toList();
  }

  boolean isNew(PluginModule module) {
    return !before.contains(module);
  }

  /// From now on they are the latest versions of their plugins.
  ///
  /// @throws WadiException if they have what another plugin has
  void keep() {
    kept = true;
    modules().forEach(registry::add);
  }

  /// Has the next server know them, too. Belongs to the transaction that makes what needs them.
  void store() {
    for (Arriving one : arriving) {
      PluginModule module = one.module();
      catalog
          .plugins()
          .put(
              new StoredPlugin(
                  module.sha256(),
                  module.name(),
                  one.wasm(),
                  Instant.now(),
                  module.grants().texts()));
    }
    stored = true;
  }

  // Those that were here, in the order in which they came.
  private void renew() {
    Instant first = Instant.now().minusMillis(before.size());
    for (int i = 0; i < before.size(); i++) {
      catalog.plugins().renew(before.get(i).sha256(), first.plusMillis(i));
    }
  }

  /// As if they had never come.
  void undo() {
    try {
      if (stored) {
        modules().stream().filter(this::isNew).forEach(m -> catalog.plugins().remove(m.sha256()));
        renew();
      }
      if (kept) {
        registry.restore(before);
      }
    } catch (WadiException e) {
      LOG.warn("plugins that came with a failed request stay: {}", e.describe());
    }
  }
}
