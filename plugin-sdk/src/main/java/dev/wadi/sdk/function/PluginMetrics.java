package dev.wadi.sdk.function;

/// Where a job collects what plugins measure. Thread-safe.
public interface PluginMetrics {
  /// How many names a plugin may use in a job.
  int NAMES_MAX = 100;

  /// Collects nothing.
  PluginMetrics NONE = (_, _, _, _) -> true;

  enum Kind {
    /// A sum of what is added.
    COUNTER,
    /// How values are distributed.
    HISTOGRAM
  }

  /// @param plugin its name
  /// @param value finite; of a counter, not negative
  /// @return false if the plugin has used too many names, or this one for the other kind
  boolean add(String plugin, Kind kind, String name, double value);
}
