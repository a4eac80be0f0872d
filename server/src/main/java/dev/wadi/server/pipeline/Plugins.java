package dev.wadi.server.pipeline;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.Catalog;
import dev.wadi.server.catalog.StoredPlugins.StoredPlugin;
import dev.wadi.wasm.PluginModule;
import dev.wadi.wasm.PluginRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The modules of a server: in the registry for use, in the catalog for the next start.
/// Thread-safe.
public final class Plugins {
  private static final Logger LOG = LoggerFactory.getLogger(Plugins.class);

  private final PluginRegistry registry;
  private final Catalog catalog;

  /// Loads the modules that the catalog has. One that does not load any more is left out with a
  /// warning: it must not keep the server from starting.
  public Plugins(PluginRegistry registry, Catalog catalog) {
    this.registry = registry;
    this.catalog = catalog;
    for (StoredPlugin stored : catalog.plugins().all()) {
      try {
        registry.add(stored.module());
      } catch (WadiException e) {
        LOG.warn("plugin '{}' ({}): {}", stored.name(), stored.sha256(), e.describe());
      }
    }
  }

  /// A module that was sent.
  ///
  /// @param isNew false if the very same module was here already
  public record Added(PluginModule module, boolean isNew) {}

  /// Checks, compiles and keeps a module.
  ///
  /// @throws WadiException if the registry refuses it, or another module has its name
  public synchronized Added add(byte[] wasm) {
    List<PluginModule> before = registry.modules();
    PluginModule module = registry.add(wasm);
    if (before.stream().anyMatch(known -> known.sha256().equals(module.sha256()))) {
      return new Added(module, false);
    }
    try {
      before.forEach(known -> checkName(known, module));
      catalog.plugins().add(new StoredPlugin(module.sha256(), module.name(), wasm, Instant.now()));
    } catch (RuntimeException e) {
      registry.remove(module.sha256());
      throw e;
    }
    return new Added(module, true);
  }

  private static void checkName(PluginModule known, PluginModule added) {
    if (known.name().equals(added.name())) {
      throw new WadiException(
              ErrorCode.DUPLICATE_NAME,
              "a plugin named '%s' is here already, with other contents (%s)"
                  .formatted(known.name(), known.sha256()))
          .withHint("remove that plugin first");
    }
  }

  public List<PluginModule> all() {
    return registry.modules();
  }

  /// @throws WadiException if there is none
  public PluginModule get(String nameOrSha256) {
    Optional<PluginModule> found =
        registry.modules().stream()
            .filter(m -> m.name().equals(nameOrSha256) || m.sha256().equals(nameOrSha256))
            .findFirst();
    return found.orElseThrow(
        () -> new WadiException(ErrorCode.NOT_FOUND, "no plugin '%s'".formatted(nameOrSha256)));
  }

  /// @throws WadiException if a running pipeline calls one of its functions
  synchronized void remove(PluginModule module, List<String> usedByPipelines) {
    if (!usedByPipelines.isEmpty()) {
      throw new WadiException(
              ErrorCode.CONFLICT,
              "plugin '%s' is used by running pipelines: %s"
                  .formatted(module.name(), String.join(", ", usedByPipelines)))
          .withHint("stop them first");
    }
    registry.remove(module.sha256());
    catalog.plugins().remove(module.sha256());
  }
}
