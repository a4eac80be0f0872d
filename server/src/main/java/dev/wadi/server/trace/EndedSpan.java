package dev.wadi.server.trace;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a collector gets to know.
///
/// @param error null if nothing went wrong
record EndedSpan(
    TraceContext context,
    String name,
    Span.Kind kind,
    Instant start,
    Instant end,
    Map<String, Object> attributes,
    String error) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ERROR = 2;
  private static final long NANOS = 1_000_000_000;

  /// As OTLP has them, in JSON.
  ///
  /// @param version of the program
  static String request(List<EndedSpan> spans, String version) {
    ObjectNode request = JSON.createObjectNode();
    ObjectNode ofServer = request.putArray("resourceSpans").addObject();
    write(
        ofServer.putObject("resource").putArray("attributes"),
        Map.of("service.name", "wadi", "service.version", version));
    ObjectNode ofScope = ofServer.putArray("scopeSpans").addObject();
    ofScope.putObject("scope").put("name", "dev.wadi");
    ArrayNode all = ofScope.putArray("spans");
    spans.forEach(span -> span.write(all.addObject()));
    return request.toString();
  }

  private void write(ObjectNode span) {
    span.put("traceId", context.trace()).put("spanId", context.span());
    if (context.parent() != null) {
      span.put("parentSpanId", context.parent());
    }
    span.put("name", name)
        .put("kind", kind.number())
        .put("startTimeUnixNano", nanos(start))
        .put("endTimeUnixNano", nanos(end));
    write(span.putArray("attributes"), attributes);
    if (error != null) {
      span.putObject("status").put("code", ERROR).put("message", error);
    }
  }

  // A number of 64 bits is a text in this JSON.
  private static String nanos(Instant time) {
    return Long.toString(time.getEpochSecond() * NANOS + time.getNano());
  }

  private static void write(ArrayNode list, Map<String, Object> attributes) {
    new TreeMap<>(attributes)
        .forEach((key, value) -> {
          ObjectNode written = list.addObject().put("key", key).putObject("value");
          if (value instanceof Number number) {
            written.put("intValue", Long.toString(number.longValue()));
          } else {
            written.put("stringValue", value.toString());
          }
        });
  }
}
