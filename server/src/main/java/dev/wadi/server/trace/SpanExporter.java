package dev.wadi.server.trace;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends spans to a collector, some at a time. Nobody waits for it: beyond what it can hold, spans
/// are dropped.
final class SpanExporter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpanExporter.class);
  private static final int HELD = 4_096;
  private static final int AT_ONCE = 512;
  private static final long PAUSE_MILLIS = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int FIRST_ERROR = 300;

  private final URI traces;
  private final String version;
  private final BlockingQueue<EndedSpan> waiting = new ArrayBlockingQueue<>(HELD);
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final Thread thread;
  private volatile boolean closing;
  private boolean failing;

  /// @param endpoint of the collector, without `/v1/traces`
  SpanExporter(URI endpoint, String version) {
    this.traces = URI.create(endpoint.toString().replaceAll("/+$", "") + "/v1/traces");
    this.version = version;
    this.thread = Thread.ofVirtual().name("wadi-traces").start(this::run);
  }

  void add(EndedSpan span) {
    waiting.offer(span);
  }

  private void run() {
    List<EndedSpan> spans = new ArrayList<>();
    while (true) {
      try {
        EndedSpan first = waiting.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        if (first == null && closing) {
          return;
        }
        if (first != null) {
          spans.add(first);
          waiting.drainTo(spans, AT_ONCE - 1);
          send(spans);
        }
      } catch (InterruptedException e) {
        // Somebody waits for the end.
      } finally {
        spans.clear();
      }
    }
  }

  private void send(List<EndedSpan> spans) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(traces)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(EndedSpan.request(spans, version)))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() < FIRST_ERROR) {
        failing = false;
      } else {
        failed("it answers " + answer.statusCode());
      }
    } catch (IOException e) {
      failed(e.toString());
    }
  }

  // Said once, until it works again.
  private void failed(String why) {
    if (!failing) {
      failing = true;
      LOG.warn("spans are lost, since {} does not take them: {}", traces, why);
    }
  }

  /// Sends what there is.
  @Override
  public void close() {
    closing = true;
    try {
      thread.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.shutdownNow();
  }
}
