package dev.wadi.wasm;

import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.PluginMetrics;
import dev.wadi.sdk.function.Rejection;
import dev.wadi.sdk.function.ScalarFunction;
import java.util.List;
import org.apache.arrow.vector.FieldVector;

/// One function of one plugin for one operator subtask.
final class WasmFunction implements ScalarFunction {
  private final FunctionSignature signature;
  private final OwnInstance<FunctionCalls> own;

  private WasmFunction(FunctionSignature signature, OwnInstance<FunctionCalls> own) {
    this.signature = signature;
    this.own = own;
  }

  static WasmFunction open(
      PluginModule module, PluginDescription.Function function, PluginMetrics metrics) {
    return new WasmFunction(
        function.signature(module.ref()),
        new OwnInstance<>(
            module,
            "function '%s'".formatted(function.name()),
            metrics,
            guest -> FunctionCalls.prepare(guest, function)));
  }

  @Override
  public List<Rejection> call(List<FieldVector> arguments, int rowCount, FieldVector result) {
    return own.use((guest, calls) ->
        calls.run(
            arguments,
            rowCount,
            result,
            () -> guest.error().failure(own.name(), signature, arguments, rowCount)));
  }

  @Override
  public void close() {
    own.close();
  }
}
