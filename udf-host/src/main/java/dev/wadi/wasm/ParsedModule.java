package dev.wadi.wasm;

import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.UnknownCustomSection;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// A module whose structure was checked, not yet compiled. Holds a multiple of the module's size
/// and lives only until it is compiled.
final class ParsedModule {
  private static final byte[] MAGIC = {0, 'a', 's', 'm'};

  private final WasmModule parsed;
  private final ModuleChecker checker;
  private final PluginLimits limits;

  private ParsedModule(WasmModule parsed, PluginLimits limits) {
    this.parsed = parsed;
    this.checker = ModuleChecker.check(parsed, limits);
    this.limits = limits;
  }

  /// Parses and checks; neither compiles nor runs anything.
  static ParsedModule parse(byte[] wasm, PluginLimits limits) {
    checkBytes(wasm, limits);
    return new ParsedModule(parse(wasm, Parser.builder().build()), limits);
  }

  /// Like {@link #parse}, of a module that was compiled before: its code is checked, but not read
  /// again. Cannot be compiled.
  static ParsedModule parseCompiled(byte[] wasm, PluginLimits limits) {
    checkBytes(wasm, limits);
    Parser parser = Parser.builder().withValidation(false).build();
    return new ParsedModule(parse(CodeStripper.strip(wasm), parser), limits);
  }

  private static void checkBytes(byte[] wasm, PluginLimits limits) {
    if (wasm.length > limits.moduleBytes()) {
      throw Refusal.tooLarge("bytes", wasm.length, limits.moduleBytes())
          .withHint("strip debug information and names");
    }
    checkMagic(wasm);
    StructureCheck.check(wasm, limits);
  }

  private static void checkMagic(byte[] wasm) {
    int head = Math.min(MAGIC.length, wasm.length);
    if (!Arrays.equals(wasm, 0, head, MAGIC, 0, MAGIC.length)) {
      throw new WadiException(
              ErrorCode.PLUGIN_INVALID,
              "this is not a WebAssembly module: it starts with [%s], expected [00 61 73 6d]"
                  .formatted(HexFormat.ofDelimiter(" ").formatHex(wasm, 0, head)))
          .withHint("upload the .wasm file that the compiler made");
    }
  }

  // One at a time: it takes many times the memory of the module.
  private static WasmModule parse(byte[] wasm, Parser parser) {
    try {
      synchronized (ParsedModule.class) {
        return parser.parse(() -> new ByteArrayInputStream(wasm));
      }
    } catch (RuntimeException | AssertionError | StackOverflowError | OutOfMemoryError e) {
      // Besides its own exceptions the parser throws whatever it runs into on malformed input.
      throw new WadiException(
          ErrorCode.PLUGIN_INVALID,
          "the WebAssembly module is malformed: " + GuestText.shown(String.valueOf(e.getMessage())),
          e);
    }
  }

  ModuleChecker checker() {
    return checker;
  }

  /// The content of the custom section with the description.
  Optional<byte[]> description() {
    return parsed.customSection(PluginDescription.SECTION) instanceof UnknownCustomSection section
        ? Optional.of(section.bytes())
        : Optional.empty();
  }

  GuestCode.Loaded compile() {
    return ModuleCompiler.compile(parsed, limits);
  }

  CompiledModule with(GuestCode.Loaded code) {
    return new CompiledModule(parsed, code.machines(), limits);
  }
}
