package dev.wadi.wasm;

import dev.wadi.sdk.error.WadiException;

/// Looks on at the calls of a plugin's functions, for those who test plugins. While somebody does,
/// what a guest leaves out of a result is garbage instead of what was there by chance.
@FunctionalInterface
public interface CallWatcher {
  CallWatcher NONE = (fuel, memoryBytes, argumentsKept) -> {};

  /// A function has returned.
  ///
  /// @param fuel how many loop iterations and calls it took
  /// @param memoryBytes the size of the instance's memory now
  /// @param argumentsKept whether the arguments are what they were before
  void called(long fuel, long memoryBytes, boolean argumentsKept);

  /// A source or a sink has failed to close, which nobody else is told.
  default void notClosed(WadiException error) {}
}
