/// The server's metrics, for Prometheus.
///
/// {@link dev.wadi.server.metrics.Exposition} collects the values of a moment when it is asked:
/// what running jobs count, what the process needs, and {@link
/// dev.wadi.server.metrics.RequestFigures}. Nothing is kept between two requests but the latter, so
/// that whatever ends leaves the metrics.
///
/// The text is written by Prometheus' own library for Java, which knows what is to be escaped; only
/// its model and its writer are used, not its registry, which would keep series until somebody
/// removes them.
///
/// To add a metric: a constant in `Metric`, a line in docs/operations.md, and where it is added.
package dev.wadi.server.metrics;
