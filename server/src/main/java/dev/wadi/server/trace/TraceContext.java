package dev.wadi.server.trace;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a span is: in which trace, below which other span.
///
/// @param trace 32 hexadecimal digits
/// @param span 16 hexadecimal digits
/// @param parent of the span, likewise; null for the first of a trace
record TraceContext(String trace, String span, String parent) {
  private static final Pattern HEADER =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
  private static final int SAMPLED = 1;
  private static final int HEX = 16;

  /// Of a trace that begins here.
  static TraceContext first() {
    return new TraceContext(hex() + hex(), hex(), null);
  }

  TraceContext below() {
    return new TraceContext(trace, hex(), span);
  }

  // All zeros would say that there is none.
  private static String hex() {
    long random = ThreadLocalRandom.current().nextLong();
    return "%016x".formatted(random == 0 ? 1 : random);
  }

  /// Below what a client says of itself.
  ///
  /// @param traceparent as of W3C Trace Context; null, or what it is not, for a trace of its own
  /// @return empty if the client wants no spans
  static Optional<TraceContext> of(String traceparent) {
    Matcher header = HEADER.matcher(traceparent == null ? "" : traceparent);
    if (!header.matches() || isZero(header.group(1)) || isZero(header.group(2))) {
      return Optional.of(first());
    }
    boolean sampled = (Integer.parseInt(header.group(3), HEX) & SAMPLED) != 0;
    return sampled
        ? Optional.of(new TraceContext(header.group(1), hex(), header.group(2)))
        : Optional.empty();
  }

  private static boolean isZero(String id) {
    return id.chars().allMatch(digit -> digit == '0');
  }
}
