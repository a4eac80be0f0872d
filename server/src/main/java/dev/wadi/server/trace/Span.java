package dev.wadi.server.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.MDC;

/// Something that takes its time, for whoever looks at traces. Thread-safe.
public final class Span {
  /// What a request has where there is no tracing.
  public static final Span NONE = new Span(null, null, null, null);

  /// The key of a trace's id in log lines.
  public static final String LABEL = "trace";

  private static final ThreadLocal<Span> CURRENT = new ThreadLocal<>();

  private final TraceContext context;
  private final Kind kind;
  private final Instant start;
  private final long startNanos = System.nanoTime();
  private final Consumer<EndedSpan> ended;
  private final Map<String, Object> attributes = new ConcurrentHashMap<>();

  /// What it is to whoever asked for it.
  public enum Kind {
    /// A step of ours.
    INTERNAL(1),
    /// The answer to a request.
    SERVER(2);

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }

  Span(TraceContext context, Kind kind, Instant start, Consumer<EndedSpan> ended) {
    this.context = context;
    this.kind = kind;
    this.start = start;
    this.ended = ended;
  }

  private boolean isNone() {
    return context == null;
  }

  /// @param value a number or a text
  public Span with(String attribute, Object value) {
    if (!isNone()) {
      attributes.put(attribute, value);
    }
    return this;
  }

  /// It is over.
  ///
  /// @param error what went wrong; null if nothing has
  public void end(String name, String error) {
    if (!isNone()) {
      Instant end = start.plus(Duration.ofNanos(System.nanoTime() - startNanos));
      ended.accept(new EndedSpan(context, name, kind, start, end, Map.copyOf(attributes), error));
    }
  }

  /// For as long as this thread works for it.
  public Scope open() {
    return new Scope(this);
  }

  /// The time during which a thread works for a span.
  public static final class Scope implements AutoCloseable {
    private final Span before = CURRENT.get();

    private Scope(Span span) {
      if (!span.isNone()) {
        set(span);
      }
    }

    private static void set(Span span) {
      if (span == null) {
        CURRENT.remove();
        MDC.remove(LABEL);
      } else {
        CURRENT.set(span);
        MDC.put(LABEL, span.context.trace());
      }
    }

    @Override
    public void close() {
      if (CURRENT.get() != before) {
        set(before);
      }
    }
  }

  /// Does something as a part of what this thread works for, if that is traced.
  public static <T> T inside(String name, Supplier<T> work) {
    Span around = CURRENT.get();
    if (around == null) {
      return work.get();
    }
    var span = new Span(around.context.below(), Kind.INTERNAL, Instant.now(), around.ended);
    try (var _ = span.open()) {
      T result = work.get();
      span.end(name, null);
      return result;
    } catch (RuntimeException e) {
      span.end(name, e.toString());
      throw e;
    }
  }
}
