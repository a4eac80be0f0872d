package dev.wadi.wasm;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.CodeSection;
import com.dylibso.chicory.wasm.types.FunctionBody;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A module as JVM classes: what all its instances share. Immutable and thread-safe.
final class CompiledModule {
  private final WasmModule module;
  private final Function<Instance, Machine> machines;
  private final PluginLimits limits;
  private final Map<String, Integer> exports = new HashMap<>();

  CompiledModule(WasmModule parsed, Function<Instance, Machine> machines, PluginLimits limits) {
    this.module = withoutCode(parsed);
    this.machines = machines;
    this.limits = limits;
    for (int i = 0; i < parsed.exportSection().exportCount(); i++) {
      var export = parsed.exportSection().getExport(i);
      exports.put(export.name(), export.index());
    }
  }

  // The parsed code takes many times the memory of all the rest, and only an interpreter needs it.
  private static WasmModule withoutCode(WasmModule parsed) {
    FunctionBody empty = new FunctionBody(List.of(), List.of());
    CodeSection.Builder code =
        CodeSection.builder().setRequiresDataCount(parsed.codeSection().isRequiresDataCount());
    for (int i = 0; i < parsed.functionSection().functionCount(); i++) {
      code.addFunctionBody(empty);
    }
    return WasmModule.builder()
        .withValidation(false) // it was validated with its code
        .setTypeSection(parsed.typeSection())
        .setImportSection(parsed.importSection())
        .setFunctionSection(parsed.functionSection())
        .setTableSection(parsed.tableSection())
        .setMemorySection(parsed.memorySection().orElse(null))
        .setGlobalSection(parsed.globalSection())
        .setExportSection(parsed.exportSection())
        .setStartSection(parsed.startSection().orElse(null))
        .setElementSection(parsed.elementSection())
        .setCodeSection(code.build())
        .setDataSection(parsed.dataSection())
        .setDataCountSection(parsed.dataCountSection().orElse(null))
        .setTagSection(parsed.tagSection().orElse(null))
        .build();
  }

  /// Starts an instance that may only compute.
  GuestInstance instantiate() {
    return instantiate(GuestRights.NONE);
  }

  /// Starts an instance.
  GuestInstance instantiate(GuestRights rights) {
    return new GuestInstance(this, rights, limits);
  }

  /// The index of an exported function, or -1.
  int functionIndex(String export) {
    return exports.getOrDefault(export, -1);
  }

  WasmModule module() {
    return module;
  }

  Function<Instance, Machine> machines() {
    return machines;
  }

  MemoryLimits memoryLimits() {
    return module.memorySection().orElseThrow().getMemory(0).limits();
  }

  ImportValues imports(WasiShim wasi, HostImports host) {
    var section = module.importSection();
    HostFunction[] functions = new HostFunction[section.importCount()];
    for (int i = 0; i < functions.length; i++) {
      FunctionImport wanted = (FunctionImport) section.getImport(i);
      FunctionType type = module.typeSection().getType(wanted.typeIndex());
      functions[i] =
          wanted.module().equals(HostImports.MODULE)
              ? host.function(wanted.name(), type)
              : wasi.function(wanted.name(), type);
    }
    return ImportValues.builder().addFunction(functions).build();
  }
}
