package dev.wadi.wasm;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.wasm.ArenaColumn.Room;
import dev.wadi.wasm.PluginDescription.Value;
import java.util.List;
import java.util.function.IntSupplier;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;

/// Calls of one function of a source or a sink: rows go in, and rows come out, as many as the guest
/// has. Each has a full tank of fuel.
final class ConnectorCall {
  private final PluginGuest guest;
  private final String user;
  private final String export;
  private final int function;
  private final InputArena arena;
  private final ArenaColumn output;
  private final GuestRows reader;

  /// @param user what the function belongs to, with its plugin, for errors
  /// @param input the columns that it takes
  /// @param output those that it gives
  ConnectorCall(
      PluginGuest guest, String user, String export, List<Field> input, List<Field> output) {
    this.guest = guest;
    this.user = user;
    this.export = export;
    this.function = guest.module().functionIndex(export);
    this.output = ArenaColumn.batch(ColumnShape.batch(output), Room.GUEST);
    this.arena =
        new InputArena(
            guest, ArenaColumn.batch(ColumnShape.batch(input), Room.ARGUMENT), this.output);
    this.reader = new GuestRows(this.output, guest.instance());
  }

  /// Calls a function that is told nothing, and that the guest need not have.
  void runIfThere() {
    if (function >= 0) {
      run(List.of(), 0);
    }
  }

  /// Calls a function that has nothing to say but whether it succeeded.
  void run(List<FieldVector> input, int rows) {
    run(input, rows, 0);
  }

  /// Like {@link #run(List, int)} of one that gives rows.
  ///
  /// @param rowsMax how many at most
  void run(List<FieldVector> input, int rows, int rowsMax) {
    int code = call(input, rows, rowsMax);
    if (code != ReturnCode.OK) {
      throw located(ReturnCode.unknown(code));
    }
  }

  /// Calls a function that may have no rows now, or will never again have any.
  ///
  /// @return `OK`, `AGAIN` or `END`
  int call(List<FieldVector> input, int rows, int rowsMax) {
    return named(() -> {
      write(input, rows);
      arena.writeOutput(rowsMax, 0);
      return checked(guest.call(function, arena));
    });
  }

  /// Calls a function that is told columns instead of giving some.
  void open(List<FieldVector> input, List<Value> columns) {
    int code =
        named(() -> {
          write(input, 1);
          List<Value> schemas = List.of(Value.batch(columns));
          return checked(
              SchemaMessage.tell(
                  guest.module(),
                  guest.instance(),
                  schemas,
                  address -> guest.instance().call(function, arena.input(), address)));
        });
    if (code != ReturnCode.OK) {
      throw located(ReturnCode.unknown(code));
    }
  }

  private void write(List<FieldVector> input, int rows) {
    guest.instance().refuel();
    arena.start(input, rows, List.of(), 0);
    for (int i = 0; i < input.size(); i++) {
      arena.writeArgument(i, input.get(i), rows);
    }
  }

  private int checked(int code) {
    if (code == ReturnCode.ERROR) {
      throw new WadiException(
          ErrorCode.SYSTEM_FAILED,
          "%s failed in '%s': %s".formatted(user, export, guest.error().message()));
    }
    if (code < ReturnCode.OK || code > ReturnCode.END) {
      throw ReturnCode.unknown(code);
    }
    return code;
  }

  /// Takes the rows of the last call over, checked, and releases the guest's.
  ///
  /// @return how many there are
  int rows(int rowsMax, List<FieldVector> columns) {
    return named(() -> {
      int made = reader.read(arena.home(), rowsMax, columns);
      guest.release(arena, output);
      guest.instance().burn(made);
      return made;
    });
  }

  private int named(IntSupplier action) {
    try {
      return action.getAsInt();
    } catch (GuestFailure e) {
      throw located(e);
    }
  }

  /// The failure of a guest whose last result is not what it must be.
  GuestFailure bad(String reason) {
    return located(ResultReader.bad(reason));
  }

  private GuestFailure located(GuestFailure e) {
    return new GuestFailure(e.code(), "in '%s', %s".formatted(export, e.getMessage()), e);
  }
}
