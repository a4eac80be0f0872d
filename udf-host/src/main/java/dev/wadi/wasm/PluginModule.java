package dev.wadi.wasm;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionKind;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.FunctionSignature.PluginRef;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A plugin that passed all checks, compiled, with what it says about itself and what it may do.
/// Thread-safe; its instances are made by {@link PluginRegistry#open}.
public final class PluginModule {
  private final PluginRef ref;
  private final PluginDescription description;
  private final CompiledModule guest;
  private final int sizeBytes;
  private volatile Grants grants = Grants.NONE;

  private PluginModule(
      PluginRef ref, PluginDescription description, CompiledModule guest, int sizeBytes) {
    this.ref = ref;
    this.description = description;
    this.guest = guest;
    this.sizeBytes = sizeBytes;
  }

  /// Parse, check, describe, compile, and start once to see that it does.
  static PluginModule load(byte[] wasm, PluginLimits limits) {
    ParsedModule parsed = ParsedModule.parse(wasm, limits);
    Optional<PluginDescription> written = parsed.description().map(json -> describe(parsed, json));
    CompiledModule guest = parsed.compile();
    PluginDescription description = written.orElseGet(() -> describe(parsed, ask(guest)));
    PluginRef ref = new PluginRef(description.name(), description.version(), sha256(wasm));
    PluginModule module = new PluginModule(ref, description, guest, wasm.length);
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
        case FunctionKind.Aggregate _ -> parsed.checker().checkAggregateExports(function.export());
      }
    }
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
      instantiate().close();
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
  /// @throws WadiException if it was not granted what it needs
  GuestInstance instantiate() {
    List<String> missing = missing();
    if (!missing.isEmpty()) {
      throw new WadiException(
              ErrorCode.PLUGIN_FORBIDDEN,
              "plugin '%s' needs %s, which it was not granted"
                  .formatted(name(), String.join(", ", missing)))
          .withHint("an administrator can: ./wadi plugin grant %s ...".formatted(name()));
    }
    return guest.instantiate(grants);
  }

  static String sha256(byte[] wasm) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(wasm));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
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
