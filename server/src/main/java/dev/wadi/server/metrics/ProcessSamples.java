package dev.wadi.server.metrics;

import com.sun.management.OperatingSystemMXBean;
import dev.wadi.sdk.batch.MemoryScope;
import io.prometheus.metrics.model.snapshots.Labels;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.time.Clock;
import java.time.Instant;

/// What the process needs.
final class ProcessSamples {
  private static final double MILLIS = 1e3;
  private static final double NANOS = 1e9;

  private final Samples samples;

  ProcessSamples(Samples samples) {
    this.samples = samples;
  }

  /// @param started when the server was
  void add(String version, Instant started, Clock clock) {
    samples.add(Metric.BUILD, Labels.of("version", version), 1);
    double seconds = (clock.millis() - started.toEpochMilli()) / MILLIS;
    samples.add(Metric.UPTIME, Labels.EMPTY, seconds);
    samples.add(Metric.OFF_HEAP, Labels.EMPTY, MemoryScope.bytesInUseOfProcess());
    addMemory();
    addCollections();
    addProcess();
  }

  private void addMemory() {
    var memory = ManagementFactory.getMemoryMXBean();
    add(Labels.of("area", "heap"), memory.getHeapMemoryUsage());
    add(Labels.of("area", "nonheap"), memory.getNonHeapMemoryUsage());
    for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      samples.add(Metric.BUFFER_USED, Labels.of("pool", pool.getName()), pool.getMemoryUsed());
    }
  }

  private void add(Labels area, MemoryUsage usage) {
    samples.add(Metric.MEMORY_USED, area, usage.getUsed());
    samples.add(Metric.MEMORY_COMMITTED, area, usage.getCommitted());
    if (usage.getMax() >= 0) {
      samples.add(Metric.MEMORY_MAX, area, usage.getMax());
    }
  }

  private void addCollections() {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      Labels labels = Labels.of("gc", collector.getName());
      samples.add(Metric.COLLECTIONS, labels, Math.max(0, collector.getCollectionCount()));
      double seconds = Math.max(0, collector.getCollectionTime()) / MILLIS;
      samples.add(Metric.COLLECTION_SECONDS, labels, seconds);
    }
  }

  private void addProcess() {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      samples.add(Metric.CPU, Labels.EMPTY, system.getProcessCpuTime() / NANOS);
    }
    double started = ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS;
    samples.add(Metric.START, Labels.EMPTY, started);
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    samples.add(Metric.THREADS, Labels.EMPTY, threads);
  }
}
