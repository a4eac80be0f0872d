package dev.wadi.wasm;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.UnknownCustomSection;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;

/// A parsed and checked module, and once it is compiled, what all its instances share.
/// Thread-safe.
final class GuestModule {
  private static final byte[] MAGIC = {0, 'a', 's', 'm'};

  private final WasmModule parsed;
  private final ModuleChecker checker;
  private final PluginLimits limits;
  private volatile Function<Instance, Machine> machines;

  private GuestModule(WasmModule parsed, ModuleChecker checker, PluginLimits limits) {
    this.parsed = parsed;
    this.checker = checker;
    this.limits = limits;
  }

  /// Parses and checks; neither compiles nor runs anything.
  static GuestModule parse(byte[] wasm, PluginLimits limits) {
    if (wasm.length > limits.moduleBytes()) {
      throw new WadiException(
              ErrorCode.PLUGIN_TOO_LARGE,
              "the module has %,d bytes, at most %,d are allowed"
                  .formatted(wasm.length, limits.moduleBytes()))
          .withHint("strip debug information and names");
    }
    WasmModule parsed = parse(wasm);
    return new GuestModule(parsed, ModuleChecker.check(parsed, limits), limits);
  }

  private static WasmModule parse(byte[] wasm) {
    int head = Math.min(MAGIC.length, wasm.length);
    if (!Arrays.equals(wasm, 0, head, MAGIC, 0, MAGIC.length)) {
      throw new WadiException(
              ErrorCode.PLUGIN_INVALID,
              "this is not a WebAssembly module: it starts with [%s], expected [00 61 73 6d]"
                  .formatted(HexFormat.ofDelimiter(" ").formatHex(wasm, 0, head)))
          .withHint("upload the .wasm file that the compiler made");
    }
    try {
      return Parser.parse(wasm);
    } catch (RuntimeException | StackOverflowError e) {
      // Besides its own exceptions the parser throws whatever it runs into on malformed input.
      throw new WadiException(
          ErrorCode.PLUGIN_INVALID, "the WebAssembly module is malformed: " + e.getMessage(), e);
    }
  }

  /// Compiles the module unless that was done.
  void compile() {
    if (machines == null) {
      machines = ModuleCompiler.compile(parsed, limits);
    }
  }

  /// Starts an instance of the compiled module.
  GuestInstance instantiate() {
    return new GuestInstance(this, limits);
  }

  /// The content of a custom section.
  Optional<byte[]> customSection(String name) {
    return parsed.customSection(name) instanceof UnknownCustomSection section
        ? Optional.of(section.bytes())
        : Optional.empty();
  }

  ModuleChecker checker() {
    return checker;
  }

  WasmModule parsed() {
    return parsed;
  }

  Function<Instance, Machine> machines() {
    return machines;
  }

  MemoryLimits memoryLimits() {
    return parsed.memorySection().orElseThrow().getMemory(0).limits();
  }

  /// The index of an exported function, or -1.
  int functionIndex(String export) {
    return checker.functionIndex(export);
  }

  ImportValues imports(WasiShim wasi) {
    var section = parsed.importSection();
    HostFunction[] functions = new HostFunction[section.importCount()];
    for (int i = 0; i < functions.length; i++) {
      FunctionImport wanted = (FunctionImport) section.getImport(i);
      functions[i] =
          wasi.function(wanted.name(), parsed.typeSection().getType(wanted.typeIndex()));
    }
    return ImportValues.builder().addFunction(functions).build();
  }
}
