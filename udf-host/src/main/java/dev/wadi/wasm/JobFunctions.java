package dev.wadi.wasm;

import dev.wadi.sdk.function.AggregateFunction;
import dev.wadi.sdk.function.AsyncFunction;
import dev.wadi.sdk.function.FunctionKind;
import dev.wadi.sdk.function.FunctionProvider;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.PluginMetrics;
import dev.wadi.sdk.function.ScalarFunction;
import dev.wadi.sdk.function.TableFunction;
import org.apache.arrow.memory.BufferAllocator;

/// The functions of a registry, for one job.
///
/// @param metrics gets what they measure
record JobFunctions(PluginRegistry registry, PluginMetrics metrics) implements FunctionProvider {
  @Override
  public FunctionProvider measuredBy(PluginMetrics others) {
    return registry.measuredBy(others);
  }

  @Override
  public ScalarFunction open(FunctionSignature signature) {
    PluginModule module = registry.module(signature);
    return WasmFunction.open(module, module.describe(signature), metrics);
  }

  @Override
  public AggregateFunction openAggregate(FunctionSignature signature) {
    PluginModule module = registry.module(signature);
    var kind = (FunctionKind.Aggregate) signature.kind();
    return WasmAggregate.open(module, module.describe(signature), kind, metrics);
  }

  @Override
  public TableFunction openTable(FunctionSignature signature) {
    PluginModule module = registry.module(signature);
    return WasmTableFunction.open(module, module.describe(signature), metrics);
  }

  @Override
  public AsyncFunction openAsync(FunctionSignature signature, BufferAllocator allocator) {
    PluginModule module = registry.module(signature);
    return WasmAsyncFunction.open(module, module.describe(signature), metrics, allocator);
  }
}
