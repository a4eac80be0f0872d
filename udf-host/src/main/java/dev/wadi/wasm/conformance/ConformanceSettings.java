package dev.wadi.wasm.conformance;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.wasm.Grants;

/// How to check a plugin.
///
/// @param seed of the random values; the same seed, the same values
/// @param rows how many rows to try with each function
/// @param grants what the plugin may use
public record ConformanceSettings(long seed, int rows, Grants grants) {
  public ConformanceSettings {
    if (rows < 1) {
      throw new WadiException(
          ErrorCode.INVALID_REQUEST, "%d rows are too few to check anything".formatted(rows));
    }
  }
}
