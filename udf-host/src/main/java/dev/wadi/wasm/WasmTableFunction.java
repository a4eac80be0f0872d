package dev.wadi.wasm;

import dev.wadi.sdk.function.TableFunction;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;

/// One table function of one plugin for one operator subtask.
final class WasmTableFunction implements TableFunction {
  private final InstanceSlot<TableCalls> slot;
  private final TakenArguments taken;
  // Whether the instance is in the middle of a batch.
  private boolean unfinished;

  private WasmTableFunction(InstanceSlot<TableCalls> slot, TakenArguments taken) {
    this.slot = slot;
    this.taken = taken;
  }

  static WasmTableFunction open(PluginModule module, PluginDescription.Function function) {
    return new WasmTableFunction(
        new InstanceSlot<>(module, function, TableCalls::new), new TakenArguments(function));
  }

  // Only the instance knows where it is in a batch that was given up, so that goes with it.
  @Override
  public void begin(List<FieldVector> arguments, int rowCount) {
    if (unfinished) {
      slot.drop();
    }
    taken.take(arguments, rowCount);
    unfinished = taken.rowCount() > 0;
    if (unfinished) {
      slot.run(calls -> calls.begin(taken.arguments(), taken.rowCount()));
    }
  }

  @Override
  public boolean next(int rowsMax, IntVector origins, List<FieldVector> columns) {
    if (unfinished) {
      unfinished = false;
      unfinished = slot.use(calls -> next(calls, rowsMax, origins, columns));
      taken.toOrigins(origins);
    }
    if (!unfinished) {
      taken.release();
    }
    return unfinished;
  }

  private boolean next(
      TableCalls calls, int rowsMax, IntVector origins, List<FieldVector> columns) {
    int code = calls.next(rowsMax);
    switch (code) {
      case GuestCode.OK, GuestCode.AGAIN -> {
        boolean more = code == GuestCode.AGAIN;
        calls.rows(rowsMax, more, origins, columns);
        return more;
      }
      case GuestCode.ERROR -> throw slot.functionError(taken.arguments(), taken.rowCount());
      default -> throw GuestCode.unknown(code);
    }
  }

  @Override
  public void close() {
    taken.release();
    slot.close();
  }
}
