package dev.wadi.server.trace;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Whether requests are traced, and where that is told. Thread-safe.
public final class Tracing implements AutoCloseable {
  private final Optional<SpanExporter> exporter;

  private Tracing(Optional<SpanExporter> exporter) {
    this.exporter = exporter;
  }

  /// Nothing is.
  public static Tracing off() {
    return new Tracing(Optional.empty());
  }

  /// @param endpoint of a collector that takes OTLP over HTTP
  /// @param version of the program
  public static Tracing to(URI endpoint, String version) {
    return new Tracing(Optional.of(new SpanExporter(endpoint, version)));
  }

  public boolean isOn() {
    return exporter.isPresent();
  }

  /// A request has come in.
  ///
  /// @param traceparent what it says of the trace that it belongs to, or null
  public Span request(String traceparent) {
    return exporter
        .flatMap(to ->
            TraceContext.of(traceparent)
                .map(context -> new Span(context, Span.Kind.SERVER, Instant.now(), to::add)))
        .orElse(Span.NONE);
  }

  /// Something has happened that no request waited for.
  ///
  /// @param error what went wrong; null if nothing has
  public void happened(
      String name, Instant start, Instant end, Map<String, Object> attributes, String error) {
    exporter.ifPresent(to ->
        to.add(
            new EndedSpan(
                TraceContext.first(), name, Span.Kind.INTERNAL, start, end, attributes, error)));
  }

  @Override
  public void close() {
    exporter.ifPresent(SpanExporter::close);
  }
}
