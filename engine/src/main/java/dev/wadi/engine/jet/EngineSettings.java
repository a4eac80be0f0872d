package dev.wadi.engine.jet;

import dev.wadi.engine.cluster.ClusterSettings;
import java.util.Optional;

/// Settings of one member.
///
/// @param threads how many threads drive stages that do not block
/// @param cluster whom it joins; empty to be alone, without any network
public record EngineSettings(int threads, Optional<ClusterSettings> cluster) {
  public EngineSettings {
    if (threads < 1) {
      throw new IllegalArgumentException("at least one thread: " + threads);
    }
  }

  /// Of a member that is alone.
  public EngineSettings(int threads) {
    this(threads, Optional.empty());
  }

  /// One thread per processor.
  public static EngineSettings defaults() {
    return new EngineSettings(Runtime.getRuntime().availableProcessors());
  }

  /// The same for a member of a cluster, if there are any settings for that.
  public EngineSettings in(Optional<ClusterSettings> newCluster) {
    return new EngineSettings(threads, newCluster);
  }
}
