package dev.wadi.server.http;

import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.server.pipeline.Pipelines;
import dev.wadi.server.pipeline.Plugins;
import dev.wadi.server.pipeline.RunningJob;
import dev.wadi.wasm.PluginModule;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// `/debug`: what goes on inside, for administrators.
final class DebugEndpoints {
  private final Plugins plugins;
  private final Pipelines pipelines;

  DebugEndpoints(Plugins plugins, Pipelines pipelines) {
    this.plugins = plugins;
    this.pipelines = pipelines;
  }

  /// What each platform thread does; virtual ones, of which there may be any number, are not shown.
  Reply threads(ApiRequest request) {
    Map<String, String> byName = new TreeMap<>();
    Thread.getAllStackTraces()
        .forEach((thread, stack) ->
            byName.put(thread.getName() + " #" + thread.threadId(), shown(thread, stack)));
    String text = String.join("\n", byName.values());
    return Reply.text("text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  private static String shown(Thread thread, StackTraceElement[] stack) {
    var text = new StringBuilder();
    text.append(
        "\"%s\" #%d%s %s%n"
            .formatted(
                thread.getName(),
                thread.threadId(),
                thread.isDaemon() ? " daemon" : "",
                thread.getState()));
    for (StackTraceElement frame : stack) {
      text.append("    at ").append(frame).append('\n');
    }
    return text.toString();
  }

  /// What memory is used for, on the heap and outside.
  Reply heap(ApiRequest request) {
    var memory = ManagementFactory.getMemoryMXBean();
    return Reply.ok(
        new HeapView(
            UsageView.of("heap", memory.getHeapMemoryUsage()),
            UsageView.of("nonheap", memory.getNonHeapMemoryUsage()),
            ManagementFactory.getMemoryPoolMXBeans().stream().map(DebugEndpoints::view).toList(),
            ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .map(pool -> new BufferView(pool.getName(), pool.getCount(), pool.getMemoryUsed()))
                .toList(),
            MemoryScope.bytesInUseOfProcess(),
            pipelines.running().stream()
                .map(job -> new JobView(job.id(), job.pipeline(), job.offHeapBytes()))
                .toList()));
  }

  private static UsageView view(MemoryPoolMXBean pool) {
    return UsageView.of(pool.getName(), pool.getUsage());
  }

  /// @param offHeapBytes what batches and state have, of all jobs together
  private record HeapView(
      UsageView heap,
      UsageView nonheap,
      List<UsageView> pools,
      List<BufferView> buffers,
      long offHeapBytes,
      List<JobView> jobs) {}

  /// @param maxBytes null if there is no limit
  private record UsageView(String name, long usedBytes, long committedBytes, Long maxBytes) {
    private static UsageView of(String name, MemoryUsage usage) {
      return new UsageView(
          name,
          usage.getUsed(),
          usage.getCommitted(),
          usage.getMax() < 0 ? null : Long.valueOf(usage.getMax()));
    }
  }

  private record BufferView(String name, long count, long usedBytes) {}

  private record JobView(String job, String pipeline, long offHeapBytes) {}

  /// The modules that are loaded, and who uses them.
  Reply modules(ApiRequest request) {
    List<RunningJob> jobs = pipelines.running();
    return Reply.ok(Listing.of(plugins.all().stream().map(module -> view(module, jobs)).toList()));
  }

  private ModuleView view(PluginModule module, List<RunningJob> jobs) {
    return new ModuleView(
        module.name(),
        module.version(),
        module.sha256(),
        module.sizeBytes(),
        plugins.isLatest(module),
        module.quarantine().isPresent(),
        jobs.stream()
            .filter(job -> job.plugins().contains(module.sha256()))
            .map(RunningJob::id)
            .toList());
  }

  /// @param jobs those that run and use it
  private record ModuleView(
      String name,
      String version,
      String sha256,
      int sizeBytes,
      boolean latest,
      boolean quarantined,
      List<String> jobs) {}
}
