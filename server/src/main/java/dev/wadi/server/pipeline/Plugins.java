package dev.wadi.server.pipeline;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.Names;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.PluginReference;
import dev.wadi.server.catalog.Catalog;
import dev.wadi.server.catalog.StoredPlugins.PluginEntry;
import dev.wadi.wasm.Grants;
import dev.wadi.wasm.PluginModule;
import dev.wadi.wasm.PluginRegistry;
import dev.wadi.wasm.TrustedKeys;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The modules of a server: in the registry for use, in the catalog for the next start.
/// Thread-safe.
public final class Plugins {
  private static final Logger LOG = LoggerFactory.getLogger(Plugins.class);

  private final PluginRegistry registry;
  private final Catalog catalog;
  private final TrustedKeys trusted;
  // What the registry has of the catalog.
  private List<PluginEntry> known = List.of();

  /// Loads the modules that the catalog has. One that does not load any more is left out with a
  /// warning: it must not keep the server from starting.
  ///
  /// @param trusted whose modules are taken, also from the catalog
  public Plugins(PluginRegistry registry, Catalog catalog, TrustedKeys trusted) {
    this.registry = registry;
    this.catalog = catalog;
    this.trusted = trusted;
    refresh();
  }

  /// Learns what has changed in the catalog, which other servers may have changed.
  public synchronized void refresh() {
    List<PluginEntry> stored = catalog.plugins().all();
    if (!stored.equals(known)) {
      List<PluginModule> modules =
          stored.stream().flatMap(entry -> module(entry).stream()).toList();
      registry.restore(modules);
      known = stored;
    }
  }

  private Optional<PluginModule> module(PluginEntry stored) {
    try {
      Optional<PluginModule> present = registry.get(stored.sha256());
      if (present.isEmpty() || !known.contains(stored)) {
        PluginModule module = present.orElseGet(() -> loaded(stored));
        registry.grant(module, Grants.parse(stored.grants()));
        return Optional.of(module);
      }
      return present;
    } catch (WadiException e) {
      LOG.warn("plugin '{}' ({}): {}", stored.name(), stored.sha256(), e.describe());
      return Optional.empty();
    }
  }

  private PluginModule loaded(PluginEntry stored) {
    byte[] wasm =
        catalog.plugins().module(stored.sha256()).orElseThrow(() -> missing(stored.sha256()));
    trusted.check(wasm);
    return registry.add(wasm);
  }

  private void refreshIfShared() {
    if (catalog.isShared()) {
      refresh();
    }
  }

  /// A module that was sent.
  ///
  /// @param isNew false if the very same module was here already
  public record Added(PluginModule module, boolean isNew) {}

  /// Checks, compiles and keeps a module as the latest version of its plugin.
  ///
  /// @throws WadiException if it is not signed as it must be, or the registry refuses it
  public Added add(byte[] wasm) {
    return add(wasm, _ -> {}, _ -> {});
  }

  /// The same under a condition.
  ///
  /// @param condition is told of the latest version that is here, and throws if there must be none
  ///   or another one
  /// @param alongside what is recorded in the same moment
  public Added add(
      byte[] wasm, Consumer<Optional<PluginModule>> condition, Consumer<Added> alongside) {
    return adding(
        List.of(SentPlugin.of(wasm)),
        arrival -> {
          PluginModule module = arrival.modules().getFirst();
          condition.accept(latest(module.name()));
          var added = new Added(module, arrival.isNew(module));
          arrival.keep();
          catalog.atomically(() -> {
            arrival.store();
            alongside.accept(added);
          });
          return added;
        });
  }

  private Optional<PluginModule> latest(String name) {
    return registry.latest().stream().filter(module -> module.name().equals(name)).findFirst();
  }

  /// Loads modules and does something with them, such as keeping them. If that fails, it is as if
  /// they had never come.
  ///
  /// @throws WadiException if one is not signed as it must be, or the registry refuses it
  synchronized <T> T adding(List<SentPlugin> sent, Function<PluginArrival, T> action) {
    refreshIfShared();
    var arrival = new PluginArrival(registry, catalog);
    try {
      for (SentPlugin one : sent) {
        trusted.check(one.module());
        arrival.load(one);
      }
      return action.apply(arrival);
    } catch (RuntimeException e) {
      arrival.undo();
      throw e;
    }
  }

  /// Loads modules, which are not kept.
  ///
  /// @throws WadiException if one is not signed as it must be, or the registry refuses it
  public List<PluginModule> load(List<SentPlugin> sent) {
    return adding(sent, PluginArrival::modules);
  }

  /// The bytes of a module.
  ///
  /// @throws WadiException if it has just been removed
  public byte[] bytes(PluginModule module) {
    return catalog.plugins().module(module.sha256()).orElseThrow(() -> missing(module.sha256()));
  }

  /// All versions of all plugins, those uploaded last at the end.
  public List<PluginModule> all() {
    refreshIfShared();
    return registry.modules();
  }

  public boolean isLatest(PluginModule module) {
    return registry.latest().contains(module);
  }

  /// The version that is meant.
  ///
  /// @param reference as {@link PluginReference} says, or a hash
  /// @throws WadiException if there is none
  public PluginModule get(String reference) {
    refreshIfShared();
    return registry
        .find(PluginReference.parse(reference))
        .or(() -> registry.get(reference))
        .orElseThrow(() -> missing(reference));
  }

  /// A version by its hash.
  Optional<PluginModule> find(String sha256) {
    Optional<PluginModule> present = registry.get(sha256);
    if (present.isEmpty()) {
      refreshIfShared();
      return registry.get(sha256);
    }
    return present;
  }

  private WadiException missing(String reference) {
    List<String> names = registry.latest().stream().map(PluginModule::name).toList();
    return new WadiException(ErrorCode.NOT_FOUND, "no plugin '%s'".formatted(reference))
        .withHint(
            Names.nearest(PluginReference.parse(reference).name(), names)
                .map(name -> "GET /api/v1/plugins lists them; one is '%s'".formatted(name))
                .orElse("GET /api/v1/plugins lists those that are here"));
  }

  /// What a request to remove is about: a version, or, if only the name is given, all of them.
  ///
  /// @throws WadiException if there is none
  List<PluginModule> meant(String reference) {
    PluginModule one = get(reference);
    return reference.equals(one.name())
        ? all().stream().filter(module -> module.name().equals(one.name())).toList()
        : List.of(one);
  }

  /// Says what a version of a plugin may do besides computing, instead of what it could before.
  ///
  /// @throws WadiException if there is none, a grant is not known, or it does not start with them
  public synchronized PluginModule grant(String reference, List<String> grants) {
    PluginModule module = get(reference);
    registry.grant(module, Grants.parse(grants));
    catalog.plugins().grant(module.sha256(), module.grants().texts());
    LOG.info("plugin {} ({}) may use {}", module.name(), module.sha256(), module.grants().shown());
    return module;
  }

  /// Lets a version of a plugin be called again that was in quarantine.
  ///
  /// @throws WadiException if there is none
  public PluginModule release(String reference) {
    PluginModule module = get(reference);
    registry.release(module);
    LOG.info("plugin {} ({}) is released", module.name(), module.sha256());
    return module;
  }

  /// @throws WadiException if a pipeline has just been pinned to it
  synchronized void remove(PluginModule module) {
    catalog.plugins().remove(module.sha256());
    registry.remove(module.sha256());
  }
}
