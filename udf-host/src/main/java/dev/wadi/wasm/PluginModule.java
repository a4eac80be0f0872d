package dev.wadi.wasm;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.FunctionSignature.PluginRef;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A plugin that passed all checks, compiled, with what it says about itself. Immutable and
/// thread-safe; its instances are made by {@link PluginRegistry#open}.
public final class PluginModule {
  private final PluginRef ref;
  private final PluginDescription description;
  private final CompiledModule guest;
  private final int sizeBytes;

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
    tryToStart(guest, description);
    PluginRef ref = new PluginRef(description.name(), sha256(wasm));
    return new PluginModule(ref, description, guest, wasm.length);
  }

  private static PluginDescription describe(ParsedModule parsed, byte[] json) {
    PluginDescription description = DescriptionReader.read(json);
    parsed.checker().checkCommonExports();
    description.functions().forEach(f -> parsed.checker().checkScalarExports(f.export()));
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

  private static void tryToStart(CompiledModule guest, PluginDescription description) {
    try {
      guest.instantiate().close();
    } catch (GuestFailure e) {
      throw new WadiException(
          e.code(),
          "plugin '%s' does not start: %s".formatted(description.name(), e.getMessage()),
          e);
    }
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
