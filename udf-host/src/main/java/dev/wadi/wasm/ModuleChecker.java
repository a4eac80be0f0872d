package dev.wadi.wasm;

import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.Export;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.FunctionBody;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.Import;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.OpCode;
import com.dylibso.chicory.wasm.types.ValType;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What is refused before a module is compiled: what the host does not offer, what it cannot bound,
/// and what the ABI asks for and is not there.
final class ModuleChecker {
  private static final int MEMORIES_MAX = 1;
  private static final int TABLES_MAX = 16;
  private static final ValType I32 = ValType.I32;

  // Instruction prefixes: what follows them is garbage collection, vectors, threads.
  private static final int GC = 0xFB;
  private static final int SIMD = 0xFD;
  private static final int ATOMICS = 0xFE;

  private final WasmModule module;
  private final PluginLimits limits;

  private ModuleChecker(WasmModule module, PluginLimits limits) {
    this.module = module;
    this.limits = limits;
  }

  /// Checks all that does not depend on the module's description.
  static ModuleChecker check(WasmModule module, PluginLimits limits) {
    ModuleChecker checker = new ModuleChecker(module, limits);
    checker.checkStructure();
    return checker;
  }

  private void checkStructure() {
    checkDescribed();
    checkImports();
    checkTypes();
    checkMemory();
    checkTables();
    for (FunctionBody body : module.codeSection().functionBodies()) {
      checkBody(body);
    }
  }

  /// Checks the exports that every plugin has.
  void checkCommonExports() {
    requireFunction("wadi_alloc", List.of(I32, I32), List.of(I32));
    requireFunction("wadi_free", List.of(I32, I32, I32), List.of());
    checkOptionalFunction("wadi_error", List.of(), List.of(I32));
    checkOptionalFunction("wadi_rejected", List.of(), List.of(I32));
    checkOptionalFunction("wadi_release", List.of(I32), List.of());
    checkOptionalFunction("_initialize", List.of(), List.of());
  }

  /// Checks the exports of one scalar function.
  void checkScalarExports(String export) {
    requireFunction(export, List.of(I32, I32), List.of(I32));
    checkOptionalFunction(export + "_open", List.of(I32, I32), List.of(I32));
  }

  private void checkDescribed() {
    if (module.customSection(PluginDescription.SECTION) == null
        && export(PluginDescription.EXPORT).isEmpty()) {
      throw mismatch(
              "this WebAssembly module is not a Wadi plugin: it has neither the custom section '%s'"
                      .formatted(PluginDescription.SECTION)
                  + " nor the export '%s'".formatted(PluginDescription.EXPORT))
          .withHint("build it with one of the guest SDKs");
    }
    checkOptionalFunction(PluginDescription.EXPORT, List.of(), List.of(I32));
  }

  private void checkImports() {
    for (int i = 0; i < module.importSection().importCount(); i++) {
      Import wanted = module.importSection().getImport(i);
      if (!wanted.module().equals(WasiShim.MODULE)
          || wanted.importType() != ExternalType.FUNCTION) {
        throw invalid(
                "the module imports %s '%s.%s', which the host does not offer"
                    .formatted(
                        wanted.importType().name().toLowerCase(Locale.ROOT),
                        wanted.module(),
                        wanted.name()))
            .withHint("only functions of %s may be imported".formatted(WasiShim.MODULE));
      }
      WasiShim.checkType(wanted.name(), type(((FunctionImport) wanted).typeIndex()));
    }
  }

  private void checkTypes() {
    for (int i = 0; i < module.typeSection().subTypeCount(); i++) {
      if (module.typeSection().getSubType(i).compType().funcType() == null) {
        throw unsupported("garbage-collected types");
      }
    }
  }

  private void checkMemory() {
    int count = module.memorySection().map(section -> section.memoryCount()).orElse(0);
    if (count != MEMORIES_MAX) {
      throw invalid("the module has %d memories, expected exactly one".formatted(count));
    }
    MemoryLimits memory = module.memorySection().get().getMemory(0).limits();
    if (memory.shared()) {
      throw unsupported("shared memory");
    }
    if (memory.initialPages() > limits.memoryPages()) {
      throw new WadiException(
              ErrorCode.PLUGIN_MEMORY_LIMIT,
              "the module asks for %,d bytes of memory to start with, a plugin may have %,d"
                  .formatted(
                      (long) memory.initialPages() * PluginLimits.PAGE_BYTES, limits.memoryBytes()))
          .withHint("lower the initial memory or the stack size at link time");
    }
    Export exported = export("memory").orElseThrow(() -> missing("memory"));
    if (exported.exportType() != ExternalType.MEMORY) {
      throw mismatch("the export 'memory' is not a memory");
    }
  }

  private void checkTables() {
    if (module.tableSection().tableCount() > TABLES_MAX) {
      throw tooLarge("tables", module.tableSection().tableCount(), TABLES_MAX);
    }
    for (int i = 0; i < module.tableSection().tableCount(); i++) {
      long entries = module.tableSection().getTable(i).limits().min();
      if (entries > limits.tableEntries()) {
        throw tooLarge("table entries", entries, limits.tableEntries());
      }
    }
  }

  private void checkBody(FunctionBody body) {
    for (var instruction : body.instructions()) {
      checkInstruction(instruction.opcode());
    }
  }

  private void checkInstruction(OpCode code) {
    switch (code.opcode() >>> 8) {
      case GC -> throw unsupported("garbage-collected types");
      case SIMD -> throw unsupported("vector instructions (SIMD)");
      case ATOMICS -> throw unsupported("threads");
      default -> {}
    }
  }

  private void requireFunction(String name, List<ValType> parameters, List<ValType> results) {
    if (export(name).isEmpty()) {
      throw missing(name);
    }
    checkOptionalFunction(name, parameters, results);
  }

  private void checkOptionalFunction(String name, List<ValType> parameters, List<ValType> results) {
    Optional<Export> export = export(name);
    if (export.isEmpty()) {
      return;
    }
    if (export.get().exportType() != ExternalType.FUNCTION) {
      throw mismatch("the export '%s' is not a function".formatted(name));
    }
    FunctionType expected = FunctionType.of(parameters, results);
    FunctionType found = functionType(export.get().index());
    if (!expected.equals(found)) {
      throw mismatch(
          "the export '%s' has the type %s, expected %s".formatted(name, found, expected));
    }
  }

  private Optional<Export> export(String name) {
    for (int i = 0; i < module.exportSection().exportCount(); i++) {
      if (module.exportSection().getExport(i).name().equals(name)) {
        return Optional.of(module.exportSection().getExport(i));
      }
    }
    return Optional.empty();
  }

  private FunctionType functionType(int index) {
    int imported = module.importSection().importCount(); // all imports are functions
    return index < imported
        ? type(((FunctionImport) module.importSection().getImport(index)).typeIndex())
        : type(module.functionSection().getFunctionType(index - imported));
  }

  private FunctionType type(int index) {
    return module.typeSection().getType(index);
  }

  private static WadiException missing(String export) {
    return mismatch("the module does not export '%s'".formatted(export))
        .withHint("build it with one of the guest SDKs, which export what the ABI asks for");
  }

  private static WadiException mismatch(String message) {
    return new WadiException(ErrorCode.PLUGIN_ABI_MISMATCH, message);
  }

  private static WadiException invalid(String message) {
    return new WadiException(ErrorCode.PLUGIN_INVALID, message);
  }

  private static WadiException unsupported(String feature) {
    return invalid("the module uses %s, which plugins may not".formatted(feature))
        .withHint("compile it without that feature");
  }

  private static WadiException tooLarge(String what, long found, long allowed) {
    return new WadiException(
        ErrorCode.PLUGIN_TOO_LARGE,
        "the module has %,d %s, at most %,d are allowed".formatted(found, what, allowed));
  }
}
