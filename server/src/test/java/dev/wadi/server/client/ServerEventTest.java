package dev.wadi.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServerEventTest {
  @Test
  void eventsHaveANameAndData() {
    assertThat(parse("event: row", "id: 1", "data: {}", "", "event:end", "data:x", ""))
        .containsExactly(new ServerEvent("row", "{}"), new ServerEvent("end", "x"));
  }

  @Test
  void withoutANameItIsAMessage() {
    assertThat(parse("event: row", "data: 1", "", "data: 2", ""))
        .containsExactly(new ServerEvent("row", "1"), new ServerEvent("message", "2"));
  }

  @Test
  void linesOfDataAreJoined() {
    assertThat(parse("data: a", "data: b", "")).containsExactly(new ServerEvent("message", "a\nb"));
  }

  @Test
  void commentsAndUnfinishedEventsAreSkipped() {
    assertThat(parse(":", "", ": still here", "", "data: cut")).isEmpty();
  }

  private static List<ServerEvent> parse(String... lines) {
    return ServerEvent.parse(Stream.of(lines)).toList();
  }
}
