package dev.wadi.wasm.conformance;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.wasm.Grants;
import java.util.List;
import java.util.Map;

/// How to check a plugin.
///
/// @param seed of the random values; the same seed, the same values
/// @param rows how many rows to try with each part
/// @param grants what the plugin may use, besides what there is a substitute for
/// @param options what tables say, where a format or a connector has such an option, by the names
///   of WITH clauses; others are made up
/// @param replies what the made-up server answers, one of them to each request; if there are none,
///   it has its own
public record ConformanceSettings(
    long seed, int rows, Grants grants, Map<String, String> options, List<String> replies) {
  public ConformanceSettings {
    if (rows < 1) {
      throw new WadiException(
          ErrorCode.INVALID_REQUEST, "%d rows are too few to check anything".formatted(rows));
    }
    options = Map.copyOf(options);
    replies = List.copyOf(replies);
  }

  public ConformanceSettings(long seed, int rows, Grants grants) {
    this(seed, rows, grants, Map.of(), List.of());
  }
}
