package dev.wadi.server.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts answers to requests. What a client may choose freely, a path or a method of its own, must
/// not come in here: each route has series for ever. Thread-safe.
public final class RequestFigures {
  private final Map<Answers, LongAdder> counts = new ConcurrentHashMap<>();
  private final Map<String, Times> times = new ConcurrentHashMap<>();

  private record Answers(String route, String method, int status) {}

  /// @param route as it was declared, with its variable parts by name
  public void add(String route, String method, int status, long nanos) {
    counts.computeIfAbsent(new Answers(route, method, status), _ -> new LongAdder()).increment();
    times.computeIfAbsent(route, _ -> new Times()).add(nanos);
  }

  void addTo(Samples samples) {
    counts.entrySet().stream()
        .sorted(
            Comparator.comparing(
                Map.Entry::getKey,
                Comparator.comparing(Answers::route)
                    .thenComparing(Answers::method)
                    .thenComparing(Answers::status)))
        .forEach(entry -> {
          Answers answers = entry.getKey();
          Labels labels =
              Labels.of(
                  "route",
                  answers.route(),
                  "method",
                  answers.method(),
                  "status",
                  Integer.toString(answers.status()));
          samples.add(Metric.REQUESTS, labels, entry.getValue().sum());
        });
    times.forEach(
        (route, of) -> of.addTo(samples, Metric.REQUEST_SECONDS, Labels.of("route", route)));
  }
}
