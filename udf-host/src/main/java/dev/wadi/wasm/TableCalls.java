package dev.wadi.wasm;

import dev.wadi.sdk.function.Rejection;
import dev.wadi.wasm.ArenaColumn.Room;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;

/// Calls of a table function, or of what decodes a format. The fuel of a batch is for all calls
/// that it takes, and every row that is made burns some, so that a guest that always has more comes
/// to an end.
final class TableCalls {
  private final PluginGuest guest;
  private final InputArena arena;
  private final ArenaColumn output;
  private final RowsReader reader;
  private final int function;
  private int rows;

  /// @param arguments a batch of them
  /// @param rows a batch of which row of arguments each row is made of, and the columns
  TableCalls(PluginGuest guest, ColumnShape arguments, ColumnShape rows, String export) {
    this.guest = guest;
    this.output = ArenaColumn.batch(rows, Room.GUEST);
    this.arena = new InputArena(guest, ArenaColumn.batch(arguments, Room.ARGUMENT), output);
    this.reader = new RowsReader(output, guest.instance());
    this.function = guest.module().functionIndex(export);
  }

  static TableCalls prepare(PluginGuest guest, PluginDescription.Function function) {
    SchemaMessage.open(guest.module(), guest.instance(), function);
    return new TableCalls(
        guest,
        ColumnShape.batch(
            function.arguments().stream().map(PluginDescription.Value::field).toList()),
        ColumnShape.of(function.output().field()),
        function.export());
  }

  /// Writes a batch, which the function takes as a whole.
  ///
  /// @return how many rows it has
  int begin(List<FieldVector> arguments, int rowCount) {
    rows = rowCount;
    guest.instance().refuel();
    arena.start(arguments, rowCount);
    for (int i = 0; i < arguments.size(); i++) {
      arena.writeArgument(i, arguments.get(i), rowCount);
    }
    reader.begin();
    guest.instance().pause();
    return rowCount;
  }

  /// Has the next rows made.
  ///
  /// @return the guest's return code
  int next(int rowsMax) {
    guest.instance().resume();
    arena.writeOutput(rowsMax, 0);
    return guest.call(function, arena);
  }

  /// The rows of arguments that the function rejected. To be asked for before the rows.
  List<Rejection> rejected() {
    return new RejectionReader(guest.memory(), rows).read(guest.rejected());
  }

  /// Takes the rows of the last call over, checked, and releases the guest's.
  ///
  /// @param more whether the guest has more
  void rows(int rowsMax, boolean more, IntVector origins, List<FieldVector> columns) {
    int made = reader.read(arena.home(), rowsMax, rows, origins, columns);
    guest.release(arena, output);
    if (more && made == 0) {
      throw ResultReader.bad("it has no rows, but wants to be called again");
    }
    guest.instance().burn(made);
    guest.instance().pause();
  }
}
