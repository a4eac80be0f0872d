/// Tells a collector of OpenTelemetry what a request went through.
///
/// {@link dev.wadi.server.trace.Tracing} begins a {@link dev.wadi.server.trace.Span} for each
/// request and call, as a part of the trace that the client is in (`traceparent`, W3C Trace
/// Context). While a thread works for it, whoever does something of length below makes a part of
/// it, without knowing the request: {@link dev.wadi.server.trace.Span#inside}. What has ended is
/// sent in the background by `SpanExporter`, as OTLP over HTTP with JSON; what the collector does
/// not take in time is dropped, since no request waits for it.
///
/// Tracing that is off makes one span that does nothing, and is asked for nothing else.
package dev.wadi.server.trace;
