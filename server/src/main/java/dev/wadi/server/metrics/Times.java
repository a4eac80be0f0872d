package dev.wadi.server.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/// How long answers took. Thread-safe.
final class Times {
  private static final double NANOS = 1e9;
  private static final double[] BOUNDS = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, Double.POSITIVE_INFINITY
  };

  private final LongAdder[] buckets =
      Stream.generate(LongAdder::new).limit(BOUNDS.length).toArray(LongAdder[]::new);
  private final DoubleAdder sum = new DoubleAdder();

  void add(long nanos) {
    double seconds = nanos / NANOS;
    int bucket = 0;
    while (seconds > BOUNDS[bucket]) {
      bucket++;
    }
    buckets[bucket].increment();
    sum.add(seconds);
  }

  void addTo(Samples samples, Metric metric, Labels labels) {
    long[] counts = Stream.of(buckets).mapToLong(LongAdder::sum).toArray();
    samples.addHistogram(metric, labels, BOUNDS, counts, sum.sum());
  }
}
