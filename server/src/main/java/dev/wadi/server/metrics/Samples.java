package dev.wadi.server.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The values of one moment, collected metric by metric.
final class Samples {
  private final Map<Metric, List<DataPointSnapshot>> values = new EnumMap<>(Metric.class);

  void add(Metric metric, Labels labels, double value) {
    put(
        metric,
        switch (metric.kind()) {
          case GAUGE -> new GaugeDataPointSnapshot(value, labels, null);
          case COUNTER -> new CounterDataPointSnapshot(value, labels, null, 0);
          case INFO -> new InfoDataPointSnapshot(labels);
          case SUMMARY, HISTOGRAM -> throw new IllegalArgumentException(metric + " is no number");
        });
  }

  void addSummary(Metric metric, Labels labels, long count, double sum, Quantile... quantiles) {
    put(metric, new SummaryDataPointSnapshot(count, sum, Quantiles.of(quantiles), labels, null, 0));
  }

  /// @param bounds of the buckets, the last one infinite
  /// @param counts how many values each bucket has by itself
  void addHistogram(Metric metric, Labels labels, double[] bounds, long[] counts, double sum) {
    put(
        metric,
        new HistogramDataPointSnapshot(
            ClassicHistogramBuckets.of(bounds, counts), sum, labels, null, 0));
  }

  private void put(Metric metric, DataPointSnapshot value) {
    values.computeIfAbsent(metric, _ -> new ArrayList<>()).add(value);
  }

  MetricSnapshots all() {
    List<MetricSnapshot> all = new ArrayList<>();
    values.forEach((metric, points) -> all.add(snapshot(metric, points)));
    return new MetricSnapshots(all);
  }

  private static MetricSnapshot snapshot(Metric metric, List<DataPointSnapshot> points) {
    var metadata = new MetricMetadata(metric.baseName(), metric.help());
    return switch (metric.kind()) {
      case GAUGE -> new GaugeSnapshot(metadata, as(points, GaugeDataPointSnapshot.class));
      case COUNTER -> new CounterSnapshot(metadata, as(points, CounterDataPointSnapshot.class));
      case INFO -> new InfoSnapshot(metadata, as(points, InfoDataPointSnapshot.class));
      case SUMMARY -> new SummarySnapshot(metadata, as(points, SummaryDataPointSnapshot.class));
      case HISTOGRAM ->
          new HistogramSnapshot(metadata, as(points, HistogramDataPointSnapshot.class));
    };
  }

  private static <P> List<P> as(List<DataPointSnapshot> points, Class<P> type) {
    return points.stream().map(type::cast).toList();
  }
}
