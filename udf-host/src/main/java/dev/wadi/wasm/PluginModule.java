package dev.wadi.wasm;

import dev.wadi.sdk.connector.PluginConnector;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.format.FormatSignature;
import dev.wadi.sdk.function.FunctionKind;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.FunctionSignature.PluginRef;
import dev.wadi.sdk.function.PluginMetrics;
import dev.wadi.wasm.http.HttpSender;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A plugin that passed all checks, compiled, with what it says about itself and what it may do.
/// Thread-safe; its instances are made by {@link PluginRegistry#open}.
public final class PluginModule {
  private static final Logger LOG = LoggerFactory.getLogger(PluginModule.class);

  private final PluginRef ref;
  private final PluginDescription description;
  private final CompiledModule guest;
  private final int sizeBytes;
  private final PluginConduct conduct;
  private volatile Grants grants = Grants.NONE;
  private volatile CallWatcher watcher = CallWatcher.NONE;
  private volatile HttpSender sender = HttpSender.NETWORK;

  private PluginModule(
      PluginRef ref,
      PluginDescription description,
      CompiledModule guest,
      int sizeBytes,
      PluginConduct conduct) {
    this.ref = ref;
    this.description = description;
    this.guest = guest;
    this.sizeBytes = sizeBytes;
    this.conduct = conduct;
  }

  /// Parse, check, describe, compile, and start once to see that it does. One that did so before is
  /// not compiled again.
  static PluginModule load(
      byte[] wasm, PluginLimits limits, GuestCodeCache cache, InstantSource clock) {
    String sha256 = sha256(wasm);
    Optional<GuestCode> known = cache.read(sha256);
    if (known.isPresent()) {
      try {
        GuestCode.Loaded code = known.get().load();
        return load(wasm, ParsedModule.parseCompiled(wasm, limits), code, limits, clock);
      } catch (LinkageError e) {
        LOG.warn("the compiled code of {} cannot be used; it is compiled again", sha256, e);
      }
    }
    ParsedModule parsed = ParsedModule.parse(wasm, limits);
    // A wrong description is told before a compiler is asked.
    parsed.description().ifPresent(json -> describe(parsed, json));
    GuestCode.Loaded code = parsed.compile();
    PluginModule module = load(wasm, parsed, code, limits, clock);
    cache.write(sha256, code.code());
    return module;
  }

  private static PluginModule load(
      byte[] wasm,
      ParsedModule parsed,
      GuestCode.Loaded code,
      PluginLimits limits,
      InstantSource clock) {
    CompiledModule guest = parsed.with(code);
    Optional<PluginDescription> written = parsed.description().map(json -> describe(parsed, json));
    PluginDescription description = written.orElseGet(() -> describe(parsed, ask(guest)));
    PluginRef ref = new PluginRef(description.name(), description.version(), sha256(wasm));
    PluginModule module =
        new PluginModule(ref, description, guest, wasm.length, new PluginConduct(limits, clock));
    if (module.missing().isEmpty()) {
      module.tryToStart();
    }
    return module;
  }

  private static PluginDescription describe(ParsedModule parsed, byte[] json) {
    PluginDescription description = DescriptionReader.read(json);
    parsed.checker().checkCommonExports();
    for (PluginDescription.Function function : description.functions()) {
      switch (function.kind()) {
        case FunctionKind.Scalar _, FunctionKind.Table _ ->
            parsed.checker().checkFunctionExports(function.export());
        case FunctionKind.Async _ -> {
          parsed.checker().checkFunctionExports(function.request().export());
          parsed.checker().checkFunctionExports(function.response().export());
        }
        case FunctionKind.Aggregate _ -> parsed.checker().checkAggregateExports(function.export());
      }
    }
    description.formats().forEach(parsed.checker()::checkFormatExports);
    description.sources().forEach(source -> source.checkExports(parsed.checker()));
    description.sinks().forEach(sink -> sink.checkExports(parsed.checker()));
    return description;
  }

  // The fallback for languages that cannot write a custom section: the module is run to say it.
  private static byte[] ask(CompiledModule guest) {
    try (GuestInstance instance = guest.instantiate()) {
      int address = instance.call(guest.functionIndex(PluginDescription.EXPORT));
      LinearMemory memory = instance.memory();
      return memory.readBytes(memory.readInt(address), memory.readInt(address + 4));
    } catch (GuestFailure e) {
      throw new WadiException(e.code(), "the module cannot describe itself: " + e.getMessage(), e);
    }
  }

  private void tryToStart() {
    try {
      guest.instantiate(rights(PluginMetrics.NONE)).close();
    } catch (GuestFailure e) {
      throw new WadiException(
          e.code(), "plugin '%s' does not start: %s".formatted(name(), e.getMessage()), e);
    }
  }

  /// From now on, new instances may do this. If the module has all that it needs now, it is started
  /// once to see that it does.
  ///
  /// @throws WadiException if it does not start; it keeps what it had
  void grant(Grants changed) {
    Grants before = grants;
    grants = changed;
    try {
      if (missing().isEmpty()) {
        tryToStart();
      }
    } catch (WadiException e) {
      grants = before;
      throw e;
    }
  }

  /// What it may do besides computing.
  public Grants grants() {
    return grants;
  }

  /// What it needs besides computing, as it says itself.
  public List<String> capabilities() {
    return description.capabilities();
  }

  /// What it needs and was not granted.
  public List<String> missing() {
    return capabilities().stream().filter(capability -> !grants.satisfy(capability)).toList();
  }

  /// Starts an instance.
  ///
  /// @param metrics where to put what it measures
  /// @throws WadiException if it is in quarantine or was not granted what it needs
  GuestInstance instantiate(PluginMetrics metrics) {
    requireUsable();
    return guest.instantiate(rights(metrics));
  }

  private GuestRights rights(PluginMetrics metrics) {
    return new GuestRights(grants, name(), metrics, sender);
  }

  /// @throws WadiException if it is in quarantine or was not granted what it needs
  public void requireUsable() {
    requireFree();
    List<String> missing = missing();
    if (!missing.isEmpty()) {
      throw new WadiException(
              ErrorCode.PLUGIN_FORBIDDEN,
              "plugin '%s' needs %s, which it was not granted"
                  .formatted(name(), String.join(", ", missing)))
          .withHint("an administrator can: ./wadi plugin grant %s ...".formatted(name()));
    }
  }

  /// Has somebody look on at the calls of instances that are started from now on.
  public void watch(CallWatcher looking) {
    watcher = looking;
  }

  CallWatcher watcher() {
    return watcher;
  }

  /// Has somebody else send the requests of functions and instances that are opened from now on.
  public void sendBy(HttpSender other) {
    sender = other;
  }

  HttpSender sender() {
    return sender;
  }

  PluginConduct conduct() {
    return conduct;
  }

  /// Why it is not called any more; empty if it is.
  public Optional<Quarantine> quarantine() {
    return conduct.quarantine();
  }

  /// @throws WadiException if it is in quarantine
  public void requireFree() {
    conduct.requireFree(name());
  }

  static String sha256(byte[] wasm) {
    return HexFormat.of().formatHex(Sha256.of(wasm));
  }

  /// As the module names itself.
  public String name() {
    return ref.name();
  }

  /// As the module says; empty if it does not.
  public String version() {
    return description.version();
  }

  /// What the module was built with; empty if it does not say.
  public String sdk() {
    return description.sdk();
  }

  /// Of the module's bytes, lower-case hex.
  public String sha256() {
    return ref.sha256();
  }

  public int sizeBytes() {
    return sizeBytes;
  }

  /// The functions as SQL sees them, in the module's order.
  public List<FunctionSignature> functions() {
    return description.functions().stream().map(f -> f.signature(ref)).toList();
  }

  /// The formats as tables see them, in the module's order.
  public List<FormatSignature> formats() {
    return description.formats().stream().map(format -> format.signature(ref)).toList();
  }

  /// The description of one of {@link #formats()}.
  PluginDescription.Format describe(FormatSignature signature) {
    return description.formats().stream()
        .filter(format -> format.name().equals(signature.name()))
        .findFirst()
        .orElseThrow();
  }

  /// What tables in one of {@link #formats()} may say besides, by the names in the description.
  public List<PluginOption> options(FormatSignature format) {
    return describe(format).options().all();
  }

  /// What tables of one of its sources may say.
  public List<PluginOption> sourceOptions(String name) {
    return description.sources().stream()
        .filter(source -> source.name().equals(name))
        .flatMap(source -> source.options().all().stream())
        .toList();
  }

  /// What tables of one of its sinks may say.
  public List<PluginOption> sinkOptions(String name) {
    return description.sinks().stream()
        .filter(sink -> sink.name().equals(name))
        .flatMap(sink -> sink.options().all().stream())
        .toList();
  }

  /// The connectors that tables can be made of: its sources and sinks.
  public List<PluginConnector> connectors() {
    return WasmConnector.of(this, description);
  }

  public PluginRef ref() {
    return ref;
  }

  CompiledModule guest() {
    return guest;
  }

  /// The description of one of {@link #functions()}, with as many arguments as a call has.
  PluginDescription.Function describe(FunctionSignature signature) {
    return description.functions().stream()
        .filter(f -> f.signature(ref).ofCall(signature.arguments().size()).equals(signature))
        .findFirst()
        .map(f -> f.ofCall(signature))
        .orElseThrow(() ->
            new WadiException(
                ErrorCode.FUNCTION_NOT_FOUND,
                "plugin '%s' (%s) has no function '%s' of this signature"
                    .formatted(name(), sha256(), signature.name())));
  }
}
