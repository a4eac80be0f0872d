package dev.wadi.wasm;

import dev.wadi.sdk.function.FunctionSignature;
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

  static WasmFunction open(PluginModule module, PluginDescription.Function function) {
    return new WasmFunction(
        function.signature(module.ref()),
        new OwnInstance<>(
            module,
            "function '%s'".formatted(function.name()),
            guest -> FunctionCalls.prepare(guest, function)));
  }

  @Override
  public List<Rejection> call(List<FieldVector> arguments, int rowCount, FieldVector result) {
    return own.use((guest, calls) -> call(guest, calls, arguments, rowCount, result));
  }

  private List<Rejection> call(
      PluginGuest guest,
      FunctionCalls calls,
      List<FieldVector> arguments,
      int rowCount,
      FieldVector result) {
    int code = calls.call(arguments, rowCount);
    return switch (code) {
      case ReturnCode.OK -> {
        calls.result(rowCount, result);
        yield List.of();
      }
      case ReturnCode.REJECTED -> {
        List<Rejection> rejected = calls.rejected(rowCount);
        calls.result(rowCount, result);
        yield rejected;
      }
      case ReturnCode.ERROR ->
          throw guest.error().failure(own.name(), signature, arguments, rowCount);
      default -> throw ReturnCode.unknown(code);
    };
  }

  @Override
  public void close() {
    own.close();
  }
}
