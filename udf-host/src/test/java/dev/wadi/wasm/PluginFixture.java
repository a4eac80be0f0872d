package dev.wadi.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.ScalarFunction;
import dev.wadi.sdk.testing.FunctionFixture;
import org.apache.arrow.vector.FieldVector;
import org.junit.jupiter.api.AfterEach;

/// Opens functions of test modules.
abstract class PluginFixture extends FunctionFixture {
  /// Enough for any honest test, and gone in a moment.
  static final PluginLimits LIMITS = PluginLimits.DEFAULT.withFuelPerBatch(1_000_000);

  @AfterEach
  @Override
  protected void nothingIsLeft() throws Exception {
    super.nothingIsLeft();
    assertThat(LinearMemory.bytesReservedOfProcess()).isZero();
  }

  ScalarFunction open(ModuleBuilder module) {
    return open(module, LIMITS);
  }

  ScalarFunction open(ModuleBuilder module, PluginLimits limits) {
    PluginRegistry registry = new PluginRegistry(limits);
    return open(registry, registry.add(module.build()).functions().getFirst());
  }

  /// A module below all that makes it a plugin.
  static CompiledModule compiled(byte[] wasm) {
    ParsedModule parsed = ParsedModule.parse(wasm, LIMITS);
    return parsed.with(parsed.compile());
  }

  /// The error of adding a module.
  static WadiException refusal(byte[] wasm) {
    return catchThrowableOfType(WadiException.class, () -> new PluginRegistry(LIMITS).add(wasm));
  }

  static WadiException refusal(ModuleBuilder module) {
    return refusal(module.build());
  }

  /// The error of calling a function.
  WadiException failure(ScalarFunction function, FieldVector argument) {
    return catchThrowableOfType(WadiException.class, () -> call(function, argument));
  }
}
