package dev.wadi.wasm;

import dev.wadi.sdk.connector.PluginConnector;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.format.FormatSignature;
import dev.wadi.sdk.function.AggregateFunction;
import dev.wadi.sdk.function.AsyncFunction;
import dev.wadi.sdk.function.FunctionProvider;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.PluginMetrics;
import dev.wadi.sdk.function.PluginReference;
import dev.wadi.sdk.function.ScalarFunction;
import dev.wadi.sdk.function.TableFunction;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/// The plugins of this process, by content. Of a plugin there may be several versions; the one that
/// was added last is the latest. Thread-safe.
public final class PluginRegistry implements FunctionProvider {
  // By hash, those added last at the end. Never changed, only replaced.
  private volatile Map<String, PluginModule> modules = Map.of();
  private final PluginLimits limits;
  private final GuestCodeCache cache;
  private final InstantSource clock;
  private volatile Set<String> builtInConnectors = Set.of();

  public PluginRegistry() {
    this(PluginLimits.DEFAULT);
  }

  public PluginRegistry(PluginLimits limits) {
    this(limits, GuestCodeCache.none(), InstantSource.system());
  }

  /// @param cache where compiled modules are kept for the next process
  public PluginRegistry(GuestCodeCache cache) {
    this(PluginLimits.DEFAULT, cache, InstantSource.system());
  }

  PluginRegistry(PluginLimits limits, GuestCodeCache cache, InstantSource clock) {
    this.limits = limits;
    this.cache = cache;
    this.clock = clock;
  }

  /// Names that a plugin's connector cannot have from now on.
  public void reserveConnectors(Collection<String> names) {
    builtInConnectors = Set.copyOf(names);
  }

  /// Checks, compiles and keeps a module as the latest version of its plugin. One that is there
  /// already becomes the latest again, and leaves its quarantine.
  ///
  /// @throws WadiException if it is not a module, not a plugin, too large, asks for what the host
  ///   does not offer, does not start, or has a function, a connector or a format that another
  ///   plugin has
  public PluginModule add(byte[] wasm) {
    return add(load(wasm));
  }

  /// The same, of a module that was loaded before.
  public PluginModule add(PluginModule loaded) {
    PluginModule kept = keep(loaded);
    release(kept);
    return kept;
  }

  /// Checks and compiles a module without keeping it. One that is here already is taken as it is.
  ///
  /// @throws WadiException if it is not a module, not a plugin, too large, asks for what the host
  ///   does not offer, or does not start
  public PluginModule load(byte[] wasm) {
    PluginModule known = modules.get(PluginModule.sha256(wasm));
    return known != null ? known : PluginModule.load(wasm, limits, cache, clock);
  }

  // One at a time, so that two plugins with the same function cannot both get in.
  private synchronized PluginModule keep(PluginModule module) {
    module.functions().forEach(this::checkNew);
    module.formats().forEach(this::checkNew);
    module.connectors().forEach(this::checkNew);
    Map<String, PluginModule> changed = new LinkedHashMap<>(modules);
    PluginModule known = changed.remove(module.sha256());
    PluginModule kept = known != null ? known : module;
    changed.put(module.sha256(), kept);
    modules = changed;
    return kept;
  }

  // Other versions of the plugin may have it.
  private void checkNew(FunctionSignature added) {
    for (FunctionSignature present : latestFunctions()) {
      if (!present.plugin().name().equals(added.plugin().name())
          && present.name().equals(added.name())
          && types(present).equals(types(added))) {
        throw new WadiException(
                ErrorCode.DUPLICATE_NAME,
                "function '%s' with the same argument types is in plugin '%s' (%s) already"
                    .formatted(added.name(), present.plugin().name(), present.plugin().sha256()))
            .withHint("remove that plugin first, or name the function differently");
      }
    }
  }

  private void checkNew(FormatSignature added) {
    for (PluginModule present : latest()) {
      boolean taken =
          present.formats().stream().anyMatch(format -> format.name().equals(added.name()));
      if (taken && !present.name().equals(added.plugin().name())) {
        throw new WadiException(
                ErrorCode.DUPLICATE_NAME,
                "format '%s' is in plugin '%s' (%s) already"
                    .formatted(added.name(), present.name(), present.sha256()))
            .withHint("remove that plugin first, or name the format differently");
      }
    }
  }

  private void checkNew(PluginConnector added) {
    if (builtInConnectors.contains(added.name())) {
      throw new WadiException(
              ErrorCode.DUPLICATE_NAME,
              "plugin '%s' has a connector '%s', which is the name of one that is built in"
                  .formatted(added.plugin().name(), added.name()))
          .withHint("name it differently");
    }
    for (PluginModule present : latest()) {
      if (!present.name().equals(added.plugin().name())
          && present.connectors().stream().anyMatch(one -> one.name().equals(added.name()))) {
        throw new WadiException(
                ErrorCode.DUPLICATE_NAME,
                "connector '%s' is in plugin '%s' (%s) already"
                    .formatted(added.name(), present.name(), present.sha256()))
            .withHint("remove that plugin first, or name the connector differently");
      }
    }
  }

  private static List<Field> types(FunctionSignature function) {
    return function.arguments().stream().map(PluginRegistry::bare).toList();
  }

  /// A field without what does not tell types apart.
  static Field bare(Field field) {
    return new Field(
        "",
        new FieldType(false, field.getType(), null, field.getMetadata()),
        field.getChildren().stream().map(PluginRegistry::bare).toList());
  }

  public Optional<PluginModule> get(String sha256) {
    return Optional.ofNullable(modules.get(sha256));
  }

  /// All versions of all plugins, those added last at the end.
  public List<PluginModule> modules() {
    return List.copyOf(modules.values());
  }

  /// The latest version of each plugin, by name.
  public List<PluginModule> latest() {
    Map<String, PluginModule> byName = new TreeMap<>();
    modules.values().forEach(module -> byName.put(module.name(), module));
    return List.copyOf(byName.values());
  }

  /// The version that is meant.
  public Optional<PluginModule> find(PluginReference reference) {
    Map<String, PluginModule> present = modules;
    return reference
        .in(present.values().stream().map(PluginModule::ref).toList())
        .map(ref -> present.get(ref.sha256()));
  }

  /// Says what a version of a plugin may do besides computing, instead of what it could before.
  ///
  /// @throws WadiException if it does not start with that
  public void grant(PluginModule module, Grants grants) {
    module.grant(grants);
  }

  /// Lets a plugin be called again that was in quarantine.
  public void release(PluginModule module) {
    module.conduct().release();
  }

  /// Forgets what has been added since.
  ///
  /// @param before what {@link #modules} gave then
  public synchronized void restore(List<PluginModule> before) {
    Map<String, PluginModule> restored = new LinkedHashMap<>();
    before.forEach(module -> restored.put(module.sha256(), module));
    modules = restored;
  }

  /// Forgets a module. Functions that are open stay usable until they are closed.
  ///
  /// @return whether it was there
  public synchronized boolean remove(String sha256) {
    Map<String, PluginModule> changed = new LinkedHashMap<>(modules);
    boolean found = changed.remove(sha256) != null;
    modules = changed;
    return found;
  }

  /// The functions of all versions of all plugins, those of versions added last at the end.
  public List<FunctionSignature> functions() {
    return modules().stream().flatMap(module -> module.functions().stream()).toList();
  }

  /// The connectors of all versions of all plugins, those of versions added last at the end.
  public List<PluginConnector> connectors() {
    return modules().stream().flatMap(module -> module.connectors().stream()).toList();
  }

  private List<FunctionSignature> latestFunctions() {
    return latest().stream().flatMap(module -> module.functions().stream()).toList();
  }

  @Override
  public FunctionProvider measuredBy(PluginMetrics metrics) {
    return new JobFunctions(this, metrics);
  }

  @Override
  public ScalarFunction open(FunctionSignature signature) {
    return measuredBy(PluginMetrics.NONE).open(signature);
  }

  @Override
  public AggregateFunction openAggregate(FunctionSignature signature) {
    return measuredBy(PluginMetrics.NONE).openAggregate(signature);
  }

  @Override
  public TableFunction openTable(FunctionSignature signature) {
    return measuredBy(PluginMetrics.NONE).openTable(signature);
  }

  @Override
  public AsyncFunction openAsync(FunctionSignature signature, BufferAllocator allocator) {
    return measuredBy(PluginMetrics.NONE).openAsync(signature, allocator);
  }

  /// The module that a function is in.
  PluginModule module(FunctionSignature signature) {
    return get(signature.plugin().sha256())
        .orElseThrow(() ->
            new WadiException(
                    ErrorCode.NOT_FOUND,
                    "function '%s' needs plugin '%s' (%s), which is not here"
                        .formatted(
                            signature.name(),
                            signature.plugin().name(),
                            signature.plugin().sha256()))
                .withHint("upload the plugin"));
  }
}
