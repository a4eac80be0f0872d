package dev.wadi.wasm.conformance;

import dev.wadi.wasm.CallWatcher;

/// What was seen of the calls of a plugin since this was last asked.
final class Watch implements CallWatcher {
  private long fuel;
  private long memoryBytes;
  private boolean argumentsChanged;

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

  /// After the last call.
  long memoryBytes() {
    return memoryBytes;
  }
}
