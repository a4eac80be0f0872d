package dev.wadi.server.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/// Counts answers to requests. What a client may choose freely, a path or a method of its own, must
/// not come in here: each route has series for ever. Thread-safe.
public final class RequestFigures {
  private static final double NANOS = 1e9;
  private static final double[] BOUNDS = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, Double.POSITIVE_INFINITY
  };

  private final Map<Answers, LongAdder> counts = new ConcurrentHashMap<>();
  private final Map<String, Times> times = new ConcurrentHashMap<>();

  private record Answers(String route, String method, int status) {}

  private record Times(LongAdder[] buckets, DoubleAdder sum) {
    private Times() {
      this(
          Stream.generate(LongAdder::new).limit(BOUNDS.length).toArray(LongAdder[]::new),
          new DoubleAdder());
    }

    private void add(double seconds) {
      int bucket = 0;
      while (seconds > BOUNDS[bucket]) {
        bucket++;
      }
      buckets[bucket].increment();
      sum.add(seconds);
    }

    private long[] counts() {
      return Stream.of(buckets).mapToLong(LongAdder::sum).toArray();
    }
  }

  /// @param route as it was declared, with its variable parts by name
  public void add(String route, String method, int status, long nanos) {
    counts.computeIfAbsent(new Answers(route, method, status), _ -> new LongAdder()).increment();
    times.computeIfAbsent(route, _ -> new Times()).add(nanos / NANOS);
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
    times.forEach((route, of) ->
        samples.addHistogram(
            Metric.REQUEST_SECONDS,
            Labels.of("route", route),
            BOUNDS,
            of.counts(),
            of.sum().sum()));
  }
}
