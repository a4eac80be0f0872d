package dev.wadi.wasm;

import static dev.wadi.wasm.ArrowLayout.ARRAY_RELEASE;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.function.PluginMetrics;
import java.util.Arrays;
import org.apache.arrow.memory.util.MemoryUtil;

/// An instance of a plugin, with what every plugin exports besides its functions.
final class PluginGuest implements AutoCloseable {
  private static final long LAST_WORDS_FUEL = 100_000;
  private static final long LAST_WORDS_MILLIS = 100;

  private final CompiledModule module;
  private final GuestInstance instance;
  private final CallWatcher watcher;
  private final int error;
  private final int rejected;
  private final int release;

  private PluginGuest(CompiledModule module, GuestInstance instance, CallWatcher watcher) {
    this.module = module;
    this.instance = instance;
    this.watcher = watcher;
    this.error = module.functionIndex("wadi_error");
    this.rejected = module.functionIndex("wadi_rejected");
    this.release = module.functionIndex("wadi_release");
  }

  /// @param metrics where to put what it measures
  static PluginGuest start(PluginModule plugin, PluginMetrics metrics) {
    return new PluginGuest(plugin.guest(), plugin.instantiate(metrics), plugin.watcher());
  }

  CompiledModule module() {
    return module;
  }

  GuestInstance instance() {
    return instance;
  }

  LinearMemory memory() {
    return instance.memory();
  }

  /// Calls a function whose parameters are the two arrays in an arena.
  ///
  /// @return the guest's return code
  int call(int function, InputArena arena) {
    return watcher == CallWatcher.NONE
        ? instance.call(function, arena.input(), arena.output())
        : callWatched(function, arena);
  }

  private int callWatched(int function, InputArena arena) {
    arena.spoilResult();
    byte[] before = arena.borrowed();
    long fuel = instance.fuelBurnt();
    int code = instance.call(function, arena.input(), arena.output());
    boolean kept = Arrays.equals(before, arena.borrowed());
    watcher.called(instance.fuelBurnt() - fuel, memory().size(), kept);
    return code;
  }

  /// What the guest says about the error that its last call returned.
  GuestError error() {
    return error < 0 ? GuestError.UNKNOWN : GuestError.read(memory(), instance.call(error));
  }

  /// The address of the rows that the last call rejected.
  int rejected() {
    if (rejected < 0) {
      throw ResultReader.bad("it rejects rows, but there is no export 'wadi_rejected'");
    }
    return instance.call(rejected);
  }

  /// Gives back what the guest wants to be told of when it was copied.
  ///
  /// @param output of the arena
  void release(InputArena arena, ArenaColumn output) {
    if (MemoryUtil.getInt(arena.home() + output.array() + ARRAY_RELEASE) == 0) {
      return;
    }
    if (release < 0) {
      throw new GuestFailure(
          ErrorCode.PLUGIN_BAD_RESULT,
          "its result wants to be released, but there is no export 'wadi_release'");
    }
    instance.run(release, arena.output());
  }

  /// What a guest that failed has to say, or nothing. It may well fail again.
  String lastWords() {
    instance.refuel(LAST_WORDS_FUEL, LAST_WORDS_MILLIS);
    try {
      GuestError last = error();
      return last.message().equals(GuestError.UNKNOWN.message()) ? "" : last.message();
    } catch (GuestFailure e) {
      return "";
    }
  }

  @Override
  public void close() {
    instance.close();
  }
}
