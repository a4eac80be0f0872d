package dev.wadi.wasm;

import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionSignature.NullHandling;
import dev.wadi.sdk.function.Rejection;
import dev.wadi.wasm.ArenaColumn.Room;
import java.util.List;
import java.util.function.Supplier;
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
  /// @param result gets the values
  /// @param failure what to throw if the function says that it failed
  /// @return the rows that the function rejects
  List<Rejection> run(
      List<FieldVector> arguments, int rows, FieldVector result, Supplier<WadiException> failure) {
    int code = call(arguments, rows);
    return switch (code) {
      case ReturnCode.OK -> {
        result(rows, result);
        yield List.of();
      }
      case ReturnCode.REJECTED -> {
        List<Rejection> rejected = rejected(rows);
        result(rows, result);
        yield rejected;
      }
      case ReturnCode.ERROR -> throw failure.get();
      default -> throw ReturnCode.unknown(code);
    };
  }

  private int call(List<FieldVector> arguments, int rows) {
    guest.instance().refuel();
    arena.start(arguments, rows);
    asked.write(arena, output, arguments, rows);
    return guest.call(function, arena);
  }

  // To be asked for before the result, which has nulls there.
  private List<Rejection> rejected(int rows) {
    List<Rejection> rejected = new RejectionReader(guest.memory(), rows).read(guest.rejected());
    asked.reject(rejected);
    return rejected;
  }

  // Takes the result of the last call over, checked, and releases the guest's.
  private void result(int rows, FieldVector result) {
    reader.read(arena.home(), asked, rows, result);
    guest.release(arena, output);
  }
}
