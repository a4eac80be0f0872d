package dev.wadi.wasm;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionProvider;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.ScalarFunction;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/// The plugins of this process, by content. Thread-safe.
public final class PluginRegistry implements FunctionProvider {
  private final Map<String, PluginModule> modules = new ConcurrentHashMap<>();
  private final PluginLimits limits;

  public PluginRegistry() {
    this(PluginLimits.DEFAULT);
  }

  public PluginRegistry(PluginLimits limits) {
    this.limits = limits;
  }

  /// Checks, compiles and keeps a module; does nothing if it is there already.
  ///
  /// @throws WadiException if it is not a module, not a plugin, too large, asks for what the host
  ///   does not offer, does not start, or has a function that another plugin has
  public PluginModule add(byte[] wasm) {
    PluginModule known = modules.get(PluginModule.sha256(wasm));
    return known != null ? known : keep(PluginModule.load(wasm, limits));
  }

  // One at a time, so that two plugins with the same function cannot both get in.
  private synchronized PluginModule keep(PluginModule module) {
    PluginModule known = modules.get(module.sha256());
    if (known != null) {
      return known;
    }
    module.functions().forEach(this::checkNew);
    modules.put(module.sha256(), module);
    return module;
  }

  private void checkNew(FunctionSignature added) {
    for (FunctionSignature present : functions()) {
      if (present.name().equals(added.name()) && types(present).equals(types(added))) {
        throw new WadiException(
                ErrorCode.DUPLICATE_NAME,
                "function '%s' with the same argument types is in plugin '%s' (%s) already"
                    .formatted(added.name(), present.plugin().name(), present.plugin().sha256()))
            .withHint("remove that plugin first, or name the function differently");
      }
    }
  }

  private static List<Field> types(FunctionSignature function) {
    return function.arguments().stream().map(PluginRegistry::bare).toList();
  }

  // Without what does not tell types apart.
  private static Field bare(Field field) {
    return new Field(
        "",
        new FieldType(false, field.getType(), null, field.getMetadata()),
        field.getChildren().stream().map(PluginRegistry::bare).toList());
  }

  public Optional<PluginModule> get(String sha256) {
    return Optional.ofNullable(modules.get(sha256));
  }

  /// All plugins, by name.
  public List<PluginModule> modules() {
    return modules.values().stream()
        .sorted(Comparator.comparing(PluginModule::name).thenComparing(PluginModule::sha256))
        .toList();
  }

  /// Forgets a module. Functions that are open stay usable until they are closed.
  ///
  /// @return whether it was there
  public boolean remove(String sha256) {
    return modules.remove(sha256) != null;
  }

  /// The functions of all plugins.
  public List<FunctionSignature> functions() {
    return modules().stream().flatMap(module -> module.functions().stream()).toList();
  }

  @Override
  public ScalarFunction open(FunctionSignature signature) {
    PluginModule module =
        get(signature.plugin().sha256())
            .orElseThrow(() ->
                new WadiException(
                        ErrorCode.NOT_FOUND,
                        "function '%s' needs plugin '%s' (%s), which is not here"
                            .formatted(
                                signature.name(),
                                signature.plugin().name(),
                                signature.plugin().sha256()))
                    .withHint("upload the plugin"));
    return WasmFunction.open(module, module.describe(signature));
  }
}
