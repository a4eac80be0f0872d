package dev.wadi.wasm;

import dev.wadi.sdk.function.Rejection;
import dev.wadi.sdk.function.ScalarFunction;
import java.util.List;
import org.apache.arrow.vector.FieldVector;

/// One scalar function of one plugin for one operator subtask.
final class WasmFunction implements ScalarFunction {
  private final InstanceSlot<ScalarCalls> slot;

  private WasmFunction(InstanceSlot<ScalarCalls> slot) {
    this.slot = slot;
  }

  static WasmFunction open(PluginModule module, PluginDescription.Function function) {
    return new WasmFunction(new InstanceSlot<>(module, function, ScalarCalls::new));
  }

  @Override
  public List<Rejection> call(List<FieldVector> arguments, int rowCount, FieldVector result) {
    return slot.use(calls -> {
      int code = calls.call(arguments, rowCount);
      return switch (code) {
        case GuestCode.OK -> {
          calls.result(rowCount, result);
          yield List.of();
        }
        case GuestCode.REJECTED -> {
          List<Rejection> rejected = calls.rejected(rowCount);
          calls.result(rowCount, result);
          yield rejected;
        }
        case GuestCode.ERROR -> throw slot.functionError(arguments, rowCount);
        default -> throw GuestCode.unknown(code);
      };
    });
  }

  @Override
  public void close() {
    slot.close();
  }
}
