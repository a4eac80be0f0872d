package dev.wadi.wasm;

import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;

/// Calls of a table function. The fuel of a batch is for all calls that it takes, and every row
/// that is made burns some, so that a guest that always has more comes to an end.
final class TableCalls {
  private final FunctionInstance instance;
  private final RowsReader reader;
  private int rows;

  TableCalls(FunctionInstance instance, PluginDescription.Function function) {
    this.instance = instance;
    this.reader = new RowsReader(instance.output(), instance.guest());
  }

  /// Writes a batch, which the function takes as a whole.
  void begin(List<FieldVector> arguments, int rowCount) {
    rows = rowCount;
    instance.guest().refuel();
    InputArena arena = instance.arena();
    arena.start(arguments, rowCount);
    for (int i = 0; i < arguments.size(); i++) {
      arena.writeArgument(i, arguments.get(i), rowCount);
    }
    reader.begin();
    instance.guest().pause();
  }

  /// Has the next rows made.
  ///
  /// @return the guest's return code
  int next(int rowsMax) {
    instance.guest().resume();
    instance.arena().writeOutput(rowsMax, 0);
    return instance.call();
  }

  /// Takes the rows of the last call over, checked, and releases the guest's.
  ///
  /// @param more whether the guest has more
  void rows(int rowsMax, boolean more, IntVector origins, List<FieldVector> columns) {
    int made = reader.read(instance.arena().home(), rowsMax, rows, origins, columns);
    instance.release();
    if (more && made == 0) {
      throw ResultReader.bad("it has no rows, but wants to be called again");
    }
    instance.guest().burn(made);
    instance.guest().pause();
  }
}
