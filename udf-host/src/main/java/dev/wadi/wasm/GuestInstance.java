package dev.wadi.wasm;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.WasmException;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One running copy of a module: its memory, its fuel, its output. Used by one thread at a time.
/// Whatever goes wrong inside comes out as a {@link GuestFailure}; after that the instance must be
/// closed, because the guest's own stack and heap are in an unknown state.
final class GuestInstance implements AutoCloseable {
  private static final long[] NO_ARGUMENTS = {};

  private final long outputBytes;
  private final FuelTank fuel;
  private final LinearMemory memory;
  private final WasiShim wasi;
  private final HostImports host;
  private final Machine machine;

  /// Starts the module: data and start function, then `_initialize`.
  GuestInstance(CompiledModule module, GuestRights rights, PluginLimits limits) {
    this.outputBytes = limits.outputBytes();
    this.fuel = new FuelTank(limits);
    this.memory = reserve(module.memoryLimits(), limits);
    this.wasi = new WasiShim(rights.grants(), memory);
    this.host = new HostImports(rights, memory, fuel);
    try {
      this.machine = start(module, limits).getMachine();
      int initializer = module.functionIndex("_initialize");
      if (initializer >= 0) {
        machine.call(initializer, NO_ARGUMENTS);
      }
    } catch (Throwable e) {
      GuestFailure failure = failure(e);
      close();
      throw failure;
    }
  }

  private LinearMemory reserve(MemoryLimits declared, PluginLimits limits) {
    int pages = Math.min(declared.maximumPages(), limits.memoryPages());
    try {
      return new LinearMemory(declared.initialPages(), pages, fuel);
    } catch (OutOfMemoryError e) {
      throw new WadiException(
          ErrorCode.MEMORY_LIMIT,
          "no address space for the %,d pages of a plugin instance".formatted(pages),
          e);
    }
  }

  private Instance start(CompiledModule module, PluginLimits limits) {
    GuestTables tables = new GuestTables(limits, fuel);
    return Instance.builder(module.module())
        .withMemoryLimits(new MemoryLimits(memory.initialPages(), memory.maximumPages()))
        .withMemoryFactory(ignored -> memory)
        .withTableFactory(tables::create)
        .withImportValues(module.imports(wasi, host))
        .withMachineFactory(module.machines())
        .withStart(false) // a library has no main
        .build();
  }

  LinearMemory memory() {
    return memory;
  }

  /// A full tank: to be called once per batch.
  void refuel() {
    fuel.refill();
    memory.takeGrowthRefused(); // of a batch that got along without
  }

  /// The batch goes on later: until then, time does not count.
  void pause() {
    fuel.pause();
  }

  /// The batch goes on, with what is left in the tank.
  void resume() {
    fuel.resume();
  }

  /// Burns fuel for what the host does on behalf of the guest.
  void burn(int units) {
    fuel.burn(units);
  }

  /// How much a call may return whose result has any number of rows.
  long outputBytes() {
    return outputBytes;
  }

  /// A small tank, for asking a failed guest what went wrong.
  void refuel(long units, long millis) {
    fuel.refill(units, TimeUnit.MILLISECONDS.toNanos(millis));
  }

  long fuelBurnt() {
    return fuel.burnt();
  }

  /// What the guest printed since this was last asked; empty if nothing.
  String takeOutput() {
    return wasi.takeOutput();
  }

  /// What the guest logged since this was last asked.
  List<GuestLog.Line> takeLog() {
    return host.log().take();
  }

  /// Calls an exported function that returns one i32.
  int call(int function, long... arguments) {
    try {
      return (int) machine.call(function, arguments)[0];
    } catch (Throwable e) { // errors included: a guest can exhaust the stack
      throw failure(e);
    }
  }

  /// Calls an exported function that returns nothing.
  void run(int function, long... arguments) {
    try {
      machine.call(function, arguments);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  private GuestFailure failure(Throwable thrown) {
    if (memory.takeGrowthRefused()) {
      return new GuestFailure(
          ErrorCode.PLUGIN_MEMORY_LIMIT,
          "it needed more than the %,d bytes of memory that it may have"
              .formatted((long) memory.maximumPages() * PluginLimits.PAGE_BYTES),
          thrown);
    }
    return switch (thrown) {
      case GuestFailure failure -> failure;
      case StackOverflowError e -> trap("call stack exhausted", e);
      case WasmException e -> trap("it threw an exception that it does not catch", e);
      case ChicoryException e -> trap(e.getMessage(), e);
      default -> trap(thrown.toString(), thrown);
    };
  }

  private static GuestFailure trap(String reason, Throwable cause) {
    return new GuestFailure(ErrorCode.PLUGIN_TRAPPED, reason, cause);
  }

  @Override
  public void close() {
    wasi.close();
    memory.close();
  }
}
