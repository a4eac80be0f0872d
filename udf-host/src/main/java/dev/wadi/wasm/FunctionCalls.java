package dev.wadi.wasm;

import dev.wadi.sdk.function.FunctionSignature.NullHandling;
import dev.wadi.sdk.function.Rejection;
import dev.wadi.wasm.ArenaColumn.Room;
import java.util.List;
import org.apache.arrow.vector.FieldVector;

/// What it takes to call one scalar function, or what encodes a format, in one instance.
final class FunctionCalls {
  private final PluginGuest guest;
  private final InputArena arena;
  private final ArenaColumn output;
  private final AskedRows asked;
  private final ResultReader reader;
  private final int function;

  /// @param arguments a batch of them
  FunctionCalls(
      PluginGuest guest,
      ColumnShape arguments,
      NullHandling nulls,
      ColumnShape result,
      String export) {
    this.guest = guest;
    this.output = ArenaColumn.of(result, Room.RESULT);
    this.arena = new InputArena(guest, ArenaColumn.batch(arguments, Room.ARGUMENT), output);
    this.asked = new AskedRows(arguments.children(), nulls);
    this.reader = new ResultReader(output, guest.memory());
    this.function = guest.module().functionIndex(export);
  }

  static FunctionCalls prepare(PluginGuest guest, PluginDescription.Function function) {
    SchemaMessage.open(guest.module(), guest.instance(), function);
    return new FunctionCalls(
        guest,
        ColumnShape.batch(
            function.arguments().stream().map(PluginDescription.Value::field).toList()),
        function.nulls(),
        ColumnShape.of(function.result().field()),
        function.export());
  }

  /// Computes a batch.
  ///
  /// @return the guest's return code
  int call(List<FieldVector> arguments, int rows) {
    guest.instance().refuel();
    arena.start(arguments, rows);
    asked.write(arena, output, arguments, rows);
    return guest.call(function, arena);
  }

  /// The rows that the last call rejected. To be asked for before the result, which has nulls
  /// there.
  List<Rejection> rejected(int rows) {
    List<Rejection> rejected = new RejectionReader(guest.memory(), rows).read(guest.rejected());
    asked.reject(rejected);
    return rejected;
  }

  /// Takes the result of the last call over, checked, and releases the guest's.
  void result(int rows, FieldVector result) {
    reader.read(arena.home(), asked, rows, result);
    guest.release(arena, output);
  }
}
