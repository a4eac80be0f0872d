package dev.wadi.server.metrics;

import dev.wadi.server.connection.Connections;
import dev.wadi.server.pipeline.RunningJob;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/// All metrics as text that Prometheus reads. Thread-safe.
public final class Exposition {
  /// What the text is.
  public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
  private final Supplier<List<RunningJob>> jobs;
  private final RequestFigures requests;
  private final CallFigures calls;
  private final Connections connections;
  private final String version;
  private final Clock clock;
  private final Instant started;

  /// @param jobs those that run
  /// @param version of the program
  public Exposition(
      Supplier<List<RunningJob>> jobs,
      RequestFigures requests,
      CallFigures calls,
      Connections connections,
      String version,
      Clock clock) {
    this.jobs = jobs;
    this.requests = requests;
    this.calls = calls;
    this.connections = connections;
    this.version = version;
    this.clock = clock;
    this.started = clock.instant();
  }

  private void addConnections(Samples samples) {
    samples.add(Metric.CONNECTIONS, Labels.EMPTY, connections.count());
    samples.add(Metric.IN_FLIGHT, Labels.EMPTY, connections.requestsInFlight());
    connections
        .cuts()
        .forEach((why, count) -> samples.add(Metric.CUTS, Labels.of("reason", why.label()), count));
  }

  /// The values of this moment.
  public byte[] write() {
    var samples = new Samples();
    new ProcessSamples(samples).add(version, started, clock);
    new JobSamples(samples, clock).add(jobs.get());
    requests.addTo(samples);
    calls.addTo(samples);
    addConnections(samples);
    var out = new ByteArrayOutputStream();
    try {
      writer.write(out, samples.all());
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written", e);
    }
    return out.toByteArray();
  }
}
