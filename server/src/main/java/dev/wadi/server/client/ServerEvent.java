package dev.wadi.server.client;

import java.util.stream.Stream;

/// One event of a `text/event-stream`.
///
/// @param name the event's kind, `message` if it has none
/// @param data its lines, joined by line feeds
public record ServerEvent(String name, String data) {
  /// Takes lines apart into events; comments are skipped. Lazy: an event comes out as soon as the
  /// empty line behind it has come in.
  static Stream<ServerEvent> parse(Stream<String> lines) {
    var collected = new Collected();
    return lines.mapMulti((line, events) -> {
      if (!line.isEmpty()) {
        collected.add(line);
      } else if (!collected.data.isEmpty()) {
        events.accept(collected.take());
      }
    });
  }

  private static final class Collected {
    private String name = "message";
    private final StringBuilder data = new StringBuilder();

    private void add(String line) {
      int colon = line.indexOf(':');
      String field = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1);
      value = value.startsWith(" ") ? value.substring(1) : value;
      switch (field) {
        case "event" -> name = value;
        case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
        default -> {
          // ids, retry times and comments (an empty field name) are of no use here
        }
      }
    }

    private ServerEvent take() {
      var event = new ServerEvent(name, data.toString());
      name = "message";
      data.setLength(0);
      return event;
    }
  }
}
