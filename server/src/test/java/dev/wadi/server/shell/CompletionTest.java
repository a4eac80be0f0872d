package dev.wadi.server.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.server.shell.StatementParser.WordAtCursor;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompletionTest {
  private final Completion completion =
      new Completion(
          () ->
              Map.of(
                  "airports", List.of("iata", "city"), "flights", List.of("origin", "Tail Number")),
          () -> List.of("upper", "title_case"));

  /// @param text with a bar where the cursor is
  private Collection<String> of(String text) {
    int cursor = text.indexOf('|');
    return completion.of(new WordAtCursor(text.replace("|", ""), cursor));
  }

  @Test
  void tablesFollowFrom() {
    assertThat(of("SELECT * FROM |")).containsExactlyInAnyOrder("airports", "flights");
    assertThat(of("SELECT * FROM a JOIN fl|")).containsExactlyInAnyOrder("airports", "flights");
    assertThat(of("SELECT *\nFROM\n  air|")).containsExactlyInAnyOrder("airports", "flights");
  }

  @Test
  void columnsAreThoseOfTheTablesThatAreMentioned() {
    assertThat(of("SELECT | FROM airports")).contains("iata", "city").doesNotContain("origin");
    assertThat(of("SELECT ia| FROM airports")).contains("iata", "upper", "airports");
    assertThat(of("SELECT airports.| FROM airports"))
        .containsExactly("airports.iata", "airports.city");
    assertThat(of("SELECT nothing.| FROM airports")).isEmpty();
    assertThat(of("SELECT a.| FROM airports a")).containsExactly("a.iata", "a.city");
    assertThat(of("SELECT f.| FROM airports a JOIN flights AS f ON a.iata = f.origin"))
        .containsExactly("f.origin", "f.\"Tail Number\"");
  }

  @Test
  void keywordsAreWrittenAsTheUserDoes() {
    assertThat(of("sel|")).contains("select").doesNotContain("SELECT", "from");
    assertThat(of("SEL|")).contains("SELECT");
    assertThat(of("SELECT city F|")).contains("FROM");
    assertThat(of("|")).contains("SELECT").doesNotContain("airports", "upper");
  }

  @Test
  void commandsTakeWhatTheyWant() {
    assertThat(of("\\ti|")).contains("\\timing", "\\d").doesNotContain("SELECT");
    assertThat(of("\\d fl|")).containsExactlyInAnyOrder("airports", "flights");
    assertThat(of("\\df up|")).containsExactlyInAnyOrder("upper", "title_case");
    assertThat(of("\\format |")).contains("csv", "arrow");
    assertThat(of("\\x |")).containsExactly("on", "off");
    assertThat(of("\\q |")).isEmpty();
  }

  @Test
  void theWholeWordIsReplaced() {
    var place = new WordAtCursor("SELECT upper(ci) FROM airports", 15);
    assertThat(place.word()).isEqualTo("ci");
    assertThat(place.wordCursor()).isEqualTo(2);
    assertThat(place.before()).isEqualTo("SELECT upper(");
  }

  @Test
  void aStatementIsUnfinishedWithoutItsSemicolon() {
    assertThat(StatementParser.isUnfinished("SELECT 1")).isTrue();
    assertThat(StatementParser.isUnfinished("SELECT 1;")).isFalse();
    assertThat(StatementParser.isUnfinished("\\d")).isFalse();
    assertThat(StatementParser.isUnfinished(" exit ")).isFalse();
    assertThat(StatementParser.isUnfinished("")).isFalse();
  }

  @Test
  void secretsAreNotRemembered() {
    assertThat(HistoryFile.mayBeKept("SELECT 1;")).isTrue();
    assertThat(HistoryFile.mayBeKept("CREATE TABLE t WITH (Password = 'x');")).isFalse();
    assertThat(HistoryFile.mayBeKept("SELECT 'wadi_token';")).isFalse();
  }
}
