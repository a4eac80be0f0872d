package dev.wadi.server.pipeline;

import java.util.List;
import java.util.Optional;

/// A module as a request brings it.
///
/// @param module the Wasm binary; not to be changed
/// @param grants what it may do besides computing; absent to leave that as it is
public record SentPlugin(byte[] module, Optional<List<String>> grants) {
  public SentPlugin {
    grants = grants.map(List::copyOf);
  }

  /// One that may do nothing else, unless it was granted something before.
  public static SentPlugin of(byte[] module) {
    return new SentPlugin(module, Optional.empty());
  }
}
