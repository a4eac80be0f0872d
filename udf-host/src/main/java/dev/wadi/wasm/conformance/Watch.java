package dev.wadi.wasm.conformance;

import dev.wadi.sdk.error.WadiException;
import dev.wadi.wasm.CallWatcher;
import java.util.List;
import java.util.Optional;

/// What was seen of the calls of a plugin since this was last asked.
final class Watch implements CallWatcher {
  private long fuel;
  private long memoryBytes;
  private boolean argumentsChanged;
  private Optional<String> notClosed = Optional.empty();

  @Override
  public void called(long fuelBurnt, long bytes, boolean argumentsKept) {
    fuel += fuelBurnt;
    memoryBytes = bytes;
    argumentsChanged |= !argumentsKept;
  }

  long takeFuel() {
    long taken = fuel;
    fuel = 0;
    return taken;
  }

  boolean takeArgumentsChanged() {
    boolean taken = argumentsChanged;
    argumentsChanged = false;
    return taken;
  }

  @Override
  public void notClosed(WadiException error) {
    notClosed = Optional.of(error.getMessage());
  }

  void takeNotClosed() {
    notClosed = Optional.empty();
  }

  /// Whether all went well that was closed.
  Finding closed() {
    return notClosed
        .map(problem -> Finding.failed("close", problem, List.of()))
        .orElseGet(() -> Finding.passed("close", ""));
  }

  /// After the last call.
  long memoryBytes() {
    return memoryBytes;
  }
}
