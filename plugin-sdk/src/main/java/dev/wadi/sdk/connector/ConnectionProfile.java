package dev.wadi.sdk.connector;

import java.util.Map;

/// Options that tables share, above all addresses and passwords.
///
/// @param connector whose options they are
/// @param options by name; the values are references to what only the running connector sees, see
///   {@link Secrets}
public record ConnectionProfile(String name, String connector, Map<String, String> options) {
  public ConnectionProfile {
    options = Map.copyOf(options);
  }
}
