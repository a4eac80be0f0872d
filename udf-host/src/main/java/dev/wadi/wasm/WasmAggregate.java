package dev.wadi.wasm;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.AggregateFunction;
import dev.wadi.sdk.function.FunctionKind;
import dev.wadi.sdk.function.PluginMetrics;
import java.util.List;
import java.util.function.ToIntFunction;
import org.apache.arrow.vector.FieldVector;

/// One aggregate of one plugin for one operator subtask.
final class WasmAggregate implements AggregateFunction {
  private final OwnInstance<AggregateCalls> own;

  private WasmAggregate(OwnInstance<AggregateCalls> own) {
    this.own = own;
  }

  static WasmAggregate open(
      PluginModule module,
      PluginDescription.Function function,
      FunctionKind.Aggregate kind,
      PluginMetrics metrics) {
    return new WasmAggregate(
        new OwnInstance<>(
            module,
            "aggregate '%s'".formatted(function.name()),
            metrics,
            guest -> new AggregateCalls(guest, function, kind)));
  }

  @Override
  public void update(
      List<FieldVector> rows, int rowCount, List<FieldVector> states, int groupCount) {
    call(calls -> calls.update(rows, rowCount, states, groupCount));
  }

  @Override
  public void merge(
      List<FieldVector> partial, int rowCount, List<FieldVector> states, int groupCount) {
    call(calls -> calls.merge(partial, rowCount, states, groupCount));
  }

  @Override
  public void result(List<FieldVector> states, int groupCount, FieldVector result) {
    call(calls -> calls.result(states, groupCount, result));
  }

  private void call(ToIntFunction<AggregateCalls> call) {
    own.use((guest, calls) -> {
      int code = call.applyAsInt(calls);
      return switch (code) {
        case ReturnCode.OK -> code;
        case ReturnCode.ERROR ->
            throw new WadiException(
                ErrorCode.FUNCTION_ERROR,
                "%s failed: %s".formatted(own.name(), guest.error().message()));
        default -> throw ReturnCode.unknown(code);
      };
    });
  }

  @Override
  public void close() {
    own.close();
  }
}
