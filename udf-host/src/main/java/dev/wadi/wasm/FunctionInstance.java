package dev.wadi.wasm;

import static dev.wadi.wasm.ArrowLayout.ARRAY_RELEASE;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.function.Rejection;
import dev.wadi.wasm.ArenaColumn.Room;
import java.util.List;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.FieldVector;

/// An instance of a module with what it takes to call one of its functions.
final class FunctionInstance implements AutoCloseable {
  private static final long LAST_WORDS_FUEL = 100_000;
  private static final long LAST_WORDS_MILLIS = 100;

  private final GuestInstance guest;
  private final InputArena arena;
  private final ArenaColumn output;
  private final AskedRows asked;
  private final ResultReader reader;
  private final int function;
  private final int errorFunction;
  private final int rejectedFunction;
  private final int releaseFunction;

  private FunctionInstance(
      CompiledModule module, GuestInstance guest, PluginDescription.Function function) {
    ColumnShape arguments =
        ColumnShape.batch(
            function.arguments().stream().map(PluginDescription.Value::field).toList());
    this.guest = guest;
    this.output = ArenaColumn.of(ColumnShape.of(function.result().field()), Room.RESULT);
    this.arena = new InputArena(module, guest, ArenaColumn.batch(arguments, Room.ARGUMENT), output);
    this.asked = new AskedRows(arguments.children(), function.nulls());
    this.reader = new ResultReader(output, guest.memory());
    this.function = module.functionIndex(function.export());
    this.errorFunction = module.functionIndex("wadi_error");
    this.rejectedFunction = module.functionIndex("wadi_rejected");
    this.releaseFunction = module.functionIndex("wadi_release");
  }

  static FunctionInstance start(PluginModule plugin, PluginDescription.Function function) {
    CompiledModule module = plugin.guest();
    GuestInstance guest = plugin.instantiate();
    try {
      SchemaMessage.open(module, guest, function);
      return new FunctionInstance(module, guest, function);
    } catch (RuntimeException | Error e) {
      guest.close();
      throw e;
    }
  }

  /// Computes a batch.
  ///
  /// @return the guest's return code
  int call(List<FieldVector> arguments, int rows) {
    guest.refuel();
    arena.start(arguments, rows);
    asked.write(arena, output, arguments, rows);
    return guest.call(function, arena.input(), arena.output());
  }

  /// The rows that the last call rejected. To be asked for before the result, which has nulls
  /// there.
  List<Rejection> rejected(int rows) {
    if (rejectedFunction < 0) {
      throw ResultReader.bad("it rejects rows, but there is no export 'wadi_rejected'");
    }
    RejectionReader reader = new RejectionReader(guest.memory(), rows);
    List<Rejection> rejected = reader.read(guest.call(rejectedFunction));
    asked.reject(rejected);
    return rejected;
  }

  /// Takes the result of the last call over, checked, and releases the guest's.
  void result(int rows, FieldVector result) {
    reader.read(arena.home(), asked, rows, result);
    if (MemoryUtil.getInt(arena.home() + output.array() + ARRAY_RELEASE) != 0) {
      if (releaseFunction < 0) {
        throw new GuestFailure(
            ErrorCode.PLUGIN_BAD_RESULT,
            "its result wants to be released, but there is no export 'wadi_release'");
      }
      guest.run(releaseFunction, arena.output());
    }
  }

  /// What the guest says about the error that its last call returned.
  GuestError error() {
    return errorFunction < 0
        ? GuestError.UNKNOWN
        : GuestError.read(guest.memory(), guest.call(errorFunction));
  }

  /// What a guest that failed has to say, or nothing. It may well fail again.
  String lastWords() {
    guest.refuel(LAST_WORDS_FUEL, LAST_WORDS_MILLIS);
    try {
      GuestError error = error();
      return error.message().equals(GuestError.UNKNOWN.message()) ? "" : error.message();
    } catch (GuestFailure e) {
      return "";
    }
  }

  String takeOutput() {
    return guest.takeOutput();
  }

  @Override
  public void close() {
    guest.close();
  }
}
