package dev.wadi.server.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts calls of gRPC. Only methods that there are must come in here: each has series for ever.
/// Thread-safe.
public final class CallFigures {
  private final Map<String, OfMethod> methods = new ConcurrentHashMap<>();

  private static final class OfMethod {
    private final LongAdder inFlight = new LongAdder();
    private final Times times = new Times();
    private final Map<String, LongAdder> byStatus = new ConcurrentHashMap<>();
  }

  /// One call.
  public static final class Call {
    private final OfMethod method;
    private final long start = System.nanoTime();

    private Call(OfMethod method) {
      this.method = method;
      method.inFlight.increment();
    }

    /// @param status by its name
    public void ended(String status) {
      method.inFlight.decrement();
      method.times.add(System.nanoTime() - start);
      method.byStatus.computeIfAbsent(status, _ -> new LongAdder()).increment();
    }
  }

  /// A call has come in.
  ///
  /// @param method as `service/method`
  public Call begin(String method) {
    return new Call(methods.computeIfAbsent(method, _ -> new OfMethod()));
  }

  void addTo(Samples samples) {
    methods.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> add(samples, labels(entry.getKey()), entry.getValue()));
  }

  private static Labels labels(String method) {
    int slash = method.indexOf('/');
    return Labels.of("service", method.substring(0, slash), "method", method.substring(slash + 1));
  }

  private static void add(Samples samples, Labels labels, OfMethod figures) {
    samples.add(Metric.CALLS_IN_FLIGHT, labels, figures.inFlight.sum());
    figures.byStatus.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
        .forEach(entry ->
            samples.add(
                Metric.CALLS, labels.add("status", entry.getKey()), entry.getValue().sum()));
    figures.times.addTo(samples, Metric.CALL_SECONDS, labels);
  }
}
