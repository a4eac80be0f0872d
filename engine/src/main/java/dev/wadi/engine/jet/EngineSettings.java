package dev.wadi.engine.jet;

import com.sun.management.OperatingSystemMXBean;
import dev.wadi.engine.cluster.ClusterSettings;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/// Settings of one member.
///
/// @param threads how many threads drive stages that do not block
/// @param memoryBytes off-heap memory that all jobs may hold together; one that asks for more fails
/// @param jobMemoryBytes off-heap memory that one job may hold
/// @param cluster whom it joins; empty to be alone, without any network
public record EngineSettings(
    int threads, long memoryBytes, long jobMemoryBytes, Optional<ClusterSettings> cluster) {
  private static final long LEAST_MEMORY_BYTES = 256L << 20;

  public EngineSettings {
    if (threads < 1 || memoryBytes < 1 || jobMemoryBytes < 1) {
      throw new IllegalArgumentException(
          "threads %d, memoryBytes %d, jobMemoryBytes %d"
              .formatted(threads, memoryBytes, jobMemoryBytes));
    }
  }

  /// Of a member that is alone: one thread per processor, and what the machine or container has
  /// beside the heap, less an eighth for everything else; any job may take all of it.
  public static EngineSettings defaults() {
    long memoryBytes = machineBytes() - machineBytes() / 8 - Runtime.getRuntime().maxMemory();
    return new EngineSettings(
        Runtime.getRuntime().availableProcessors(),
        Math.max(memoryBytes, LEAST_MEMORY_BYTES),
        Long.MAX_VALUE,
        Optional.empty());
  }

  private static long machineBytes() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getTotalMemorySize();
  }

  /// The same for another number of threads.
  public EngineSettings withThreads(int newThreads) {
    return new EngineSettings(newThreads, memoryBytes, jobMemoryBytes, cluster);
  }

  /// The same for other limits.
  public EngineSettings withMemory(long all, long ofOneJob) {
    return new EngineSettings(threads, all, ofOneJob, cluster);
  }

  /// The same for a member of a cluster, if there are any settings for that.
  public EngineSettings in(Optional<ClusterSettings> newCluster) {
    return new EngineSettings(threads, memoryBytes, jobMemoryBytes, newCluster);
  }
}
