package dev.wadi.wasm;

import static dev.wadi.wasm.ArrowLayout.ARRAY_RELEASE;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.function.Rejection;
import dev.wadi.wasm.ArenaColumn.Room;
import java.util.List;
import org.apache.arrow.memory.util.MemoryUtil;

/// An instance of a module with what it takes to call one of its functions.
final class FunctionInstance implements AutoCloseable {
  private static final long LAST_WORDS_FUEL = 100_000;
  private static final long LAST_WORDS_MILLIS = 100;

  private final GuestInstance guest;
  private final List<ColumnShape> arguments;
  private final InputArena arena;
  private final ArenaColumn output;
  private final int function;
  private final int errorFunction;
  private final int rejectedFunction;
  private final int releaseFunction;

  private FunctionInstance(
      CompiledModule module, GuestInstance guest, PluginDescription.Function function) {
    ColumnShape input =
        ColumnShape.batch(
            function.arguments().stream().map(PluginDescription.Value::field).toList());
    this.guest = guest;
    this.arguments = input.children();
    this.output = output(function);
    this.arena = new InputArena(module, guest, ArenaColumn.batch(input, Room.ARGUMENT), output);
    this.function = module.functionIndex(function.export());
    this.errorFunction = module.functionIndex("wadi_error");
    this.rejectedFunction = module.functionIndex("wadi_rejected");
    this.releaseFunction = module.functionIndex("wadi_release");
  }

  // How many rows a table function makes, and so where they are, is its own choice.
  private static ArenaColumn output(PluginDescription.Function function) {
    ColumnShape shape = ColumnShape.of(function.output().field());
    return switch (function.kind()) {
      case SCALAR -> ArenaColumn.of(shape, Room.RESULT);
      case TABLE -> ArenaColumn.batch(shape, Room.GUEST);
    };
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

  GuestInstance guest() {
    return guest;
  }

  List<ColumnShape> arguments() {
    return arguments;
  }

  InputArena arena() {
    return arena;
  }

  ArenaColumn output() {
    return output;
  }

  /// Calls the function with what is in the arena.
  ///
  /// @return the guest's return code
  int call() {
    return guest.call(function, arena.input(), arena.output());
  }

  /// The rows that the last call rejected. To be asked for before the result is released.
  List<Rejection> rejected(int rows) {
    if (rejectedFunction < 0) {
      throw ResultReader.bad("it rejects rows, but there is no export 'wadi_rejected'");
    }
    return new RejectionReader(guest.memory(), rows).read(guest.call(rejectedFunction));
  }

  /// Lets the guest have the memory of a result that was copied, if it wants to.
  void release() {
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
