package dev.wadi.wasm;

import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.PluginMetrics;
import dev.wadi.sdk.function.TableFunction;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;

/// One table function of one plugin for one operator subtask.
final class WasmTableFunction implements TableFunction {
  private final FunctionSignature signature;
  private final OwnInstance<TableCalls> own;
  private final TakenArguments taken;
  // Whether the instance is in the middle of a batch.
  private boolean unfinished;

  private WasmTableFunction(
      FunctionSignature signature, OwnInstance<TableCalls> own, TakenArguments taken) {
    this.signature = signature;
    this.own = own;
    this.taken = taken;
  }

  static WasmTableFunction open(
      PluginModule module, PluginDescription.Function function, PluginMetrics metrics) {
    return new WasmTableFunction(
        function.signature(module.ref()),
        new OwnInstance<>(
            module,
            "function '%s'".formatted(function.name()),
            metrics,
            guest -> TableCalls.prepare(guest, function)),
        new TakenArguments(function));
  }

  // Only the instance knows where it is in a batch that was given up, so that goes with it.
  @Override
  public void begin(List<FieldVector> arguments, int rowCount) {
    if (unfinished) {
      own.drop();
    }
    taken.take(arguments, rowCount);
    unfinished = taken.rowCount() > 0;
    if (unfinished) {
      own.use((_, calls) -> calls.begin(taken.arguments(), taken.rowCount()));
    }
  }

  @Override
  public boolean next(int rowsMax, IntVector origins, List<FieldVector> columns) {
    if (unfinished) {
      unfinished = false;
      unfinished = own.use((guest, calls) -> next(guest, calls, rowsMax, origins, columns));
      taken.toOrigins(origins);
    }
    if (!unfinished) {
      taken.release();
    }
    return unfinished;
  }

  private boolean next(
      PluginGuest guest,
      TableCalls calls,
      int rowsMax,
      IntVector origins,
      List<FieldVector> columns) {
    int code = calls.next(rowsMax);
    switch (code) {
      case ReturnCode.OK, ReturnCode.AGAIN -> {
        boolean more = code == ReturnCode.AGAIN;
        calls.rows(rowsMax, more, origins, columns);
        return more;
      }
      case ReturnCode.ERROR ->
          throw guest.error().failure(own.name(), signature, taken.arguments(), taken.rowCount());
      default -> throw ReturnCode.unknown(code);
    }
  }

  @Override
  public void close() {
    taken.release();
    own.close();
  }
}
