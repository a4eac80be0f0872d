package dev.wadi.wasm;

import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.Export;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.ValType;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is refused of a parsed module before it is compiled: what the host cannot bound, and what
/// the ABI asks for and is not there. {@link StructureCheck} has counted everything before.
final class ModuleChecker {
  private static final int MEMORIES_MAX = 1;
  private static final int TABLES_MAX = 16;
  private static final ValType I32 = ValType.I32;

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
    checkMemory();
    checkTables();
    checkExportNames();
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

  /// Checks the exports of one function.
  void checkFunctionExports(String export) {
    requireFunction(export, List.of(I32, I32), List.of(I32));
    checkOptionalFunction(export + "_open", List.of(I32, I32), List.of(I32));
  }

  /// Checks the exports of one aggregate.
  void checkAggregateExports(String export) {
    for (String call :
        List.of(AggregateCalls.UPDATE, AggregateCalls.MERGE, AggregateCalls.RESULT)) {
      requireFunction(export + call, List.of(I32, I32), List.of(I32));
    }
  }

  /// Checks the exports of one format.
  void checkFormatExports(PluginDescription.Format format) {
    List<ValType> addresses = List.of(I32, I32);
    checkOptionalFunction(format.export() + FormatCalls.OPEN, addresses, List.of(I32));
    if (format.decodes()) {
      requireFunction(format.export() + FormatCalls.DECODE, addresses, List.of(I32));
    }
    if (format.encodes()) {
      requireFunction(format.export() + FormatCalls.ENCODE, addresses, List.of(I32));
    }
  }

  /// Checks the exports of a connector's source or sink.
  void checkConnectorExports(String export, List<String> required, List<String> optional) {
    required.forEach(call -> requireFunction(export + call, List.of(I32, I32), List.of(I32)));
    optional.forEach(call -> checkOptionalFunction(export + call, List.of(I32, I32), List.of(I32)));
  }

  private void checkDescribed() {
    if (module.customSection(PluginDescription.SECTION) == null
        && export(PluginDescription.EXPORT).isEmpty()) {
      throw Refusal.mismatch(
              "this WebAssembly module is not a Wadi plugin: it has neither the custom section '%s'"
                      .formatted(PluginDescription.SECTION)
                  + " nor the export '%s'".formatted(PluginDescription.EXPORT))
          .withHint("build it with one of the guest SDKs");
    }
    checkOptionalFunction(PluginDescription.EXPORT, List.of(), List.of(I32));
  }

  // All imports are functions that there are: anything else was refused by name.
  private void checkImports() {
    for (int i = 0; i < module.importSection().importCount(); i++) {
      FunctionImport wanted = (FunctionImport) module.importSection().getImport(i);
      FunctionType type = type(wanted.typeIndex());
      if (wanted.module().equals(HostImports.MODULE)) {
        HostImports.checkType(wanted.name(), type);
      } else {
        WasiShim.checkType(wanted.name(), type);
      }
    }
  }

  private void checkMemory() {
    int count = module.memorySection().map(section -> section.memoryCount()).orElse(0);
    if (count != MEMORIES_MAX) {
      throw Refusal.invalid("the module has %d memories, expected exactly one".formatted(count));
    }
    MemoryLimits memory = module.memorySection().get().getMemory(0).limits();
    if (memory.shared()) {
      throw Refusal.unsupported("shared memory");
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
      throw Refusal.mismatch("the export 'memory' is not a memory");
    }
  }

  private void checkTables() {
    int count = module.tableSection().tableCount();
    Refusal.checkCount("tables", count, TABLES_MAX);
    long entries = 0;
    for (int i = 0; i < count; i++) {
      entries += module.tableSection().getTable(i).limits().min();
    }
    Refusal.checkCount("table entries", entries, limits.tableEntries());
  }

  private void checkExportNames() {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < module.exportSection().exportCount(); i++) {
      String name = module.exportSection().getExport(i).name();
      if (!names.add(name)) {
        throw Refusal.malformed("it exports '%s' twice".formatted(GuestText.shown(name)));
      }
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
      throw Refusal.mismatch("the export '%s' is not a function".formatted(name));
    }
    FunctionType expected = FunctionType.of(parameters, results);
    FunctionType found = functionType(export.get().index());
    if (!expected.equals(found)) {
      throw Refusal.mismatch(
          "the export '%s' has the type %s, expected %s"
              .formatted(name, GuestText.shown(found.toString()), expected));
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
    int all = imported + module.functionSection().functionCount();
    if (index < 0 || index >= all) {
      throw Refusal.malformed(
          "it exports function %d, but has %d".formatted(Integer.toUnsignedLong(index), all));
    }
    return index < imported
        ? type(((FunctionImport) module.importSection().getImport(index)).typeIndex())
        : type(module.functionSection().getFunctionType(index - imported));
  }

  private FunctionType type(int index) {
    return module.typeSection().getType(index);
  }

  private static WadiException missing(String export) {
    return Refusal.mismatch("the module does not export '%s'".formatted(export))
        .withHint("build it with one of the guest SDKs, which export what the ABI asks for");
  }
}
