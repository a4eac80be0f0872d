package dev.wadi.server.metrics;

import dev.wadi.server.pipeline.RunningJob;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
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
  private final String version;
  private final Clock clock;
  private final Instant started;

  /// @param jobs those that run
  /// @param version of the program
  public Exposition(
      Supplier<List<RunningJob>> jobs, RequestFigures requests, String version, Clock clock) {
    this.jobs = jobs;
    this.requests = requests;
    this.version = version;
    this.clock = clock;
    this.started = clock.instant();
  }

  /// The values of this moment.
  public byte[] write() {
    var samples = new Samples();
    new ProcessSamples(samples).add(version, started, clock);
    new JobSamples(samples, clock).add(jobs.get());
    requests.addTo(samples);
    var out = new ByteArrayOutputStream();
    try {
      writer.write(out, samples.all());
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written", e);
    }
    return out.toByteArray();
  }
}
