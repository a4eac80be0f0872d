package dev.wadi.server.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextTableTest {
  private static final boolean[] NUMBER_AND_TEXT = {true, false};

  private static List<String> lines(TextTable table, List<List<String>> rows) {
    List<String> lines = new ArrayList<>(table.head());
    rows.forEach(row -> lines.add(table.row(row)));
    return lines;
  }

  @Test
  void numbersAreThoseOfTheType() {
    List<List<String>> rows = List.of(List.of("7", "1"), List.of("NULL", "x"));
    TextTable table =
        TextTable.within(Integer.MAX_VALUE, List.of("count", "k"), NUMBER_AND_TEXT, rows);
    assertThat(lines(table, rows)).containsExactly("count  k", "-----  -", "    7  1", " NULL  x");
    assertThat(table.hasCut()).isFalse();
  }

  @Test
  void wideCharactersAreAligned() {
    List<List<String>> rows = List.of(List.of("東京", "1"), List.of("Rome", "2"));
    TextTable table = TextTable.fitting(List.of("city", "n"), rows);
    assertThat(lines(table, rows)).endsWith("東京  1", "Rome  2");
  }

  @Test
  void theWidestColumnGivesWay() {
    List<List<String>> rows = List.of(List.of("123", "abcdefghijklmnopqrstuvwxyz"));
    TextTable table = TextTable.within(20, List.of("n", "text"), NUMBER_AND_TEXT, rows);
    assertThat(lines(table, rows))
        .containsExactly("  n  text", "---  ---------------", "123  abcdefghijklmn…");
    assertThat(table.hasCut()).isTrue();
  }

  @Test
  void aLineIsCutWhereColumnsCannotBe() {
    List<String> row = Stream.generate(() -> "12345678").limit(10).toList();
    TextTable table = TextTable.within(25, row, new boolean[10], List.of(row));
    assertThat(table.row(row)).isEqualTo("12345678  12345678  1234…").hasSize(25);
    assertThat(table.head()).allMatch(line -> line.length() <= 25);
  }

  @Test
  void laterRowsMayBeWiderWhereNothingIsCut() {
    TextTable table =
        TextTable.within(
            Integer.MAX_VALUE, List.of("a", "b"), new boolean[2], List.of(List.of("1", "2")));
    assertThat(table.row(List.of("x".repeat(100), "y"))).isEqualTo("x".repeat(100) + "  y");
  }

  @Test
  void laterRowsMayBeWiderWhereThereIsRoom() {
    TextTable table =
        TextTable.within(12, List.of("a", "b"), new boolean[2], List.of(List.of("1", "2")));
    assertThat(table.row(List.of("x".repeat(7), "y"))).isEqualTo("xxxxxxx  y");
    assertThat(table.hasCut()).isFalse();
    assertThat(table.row(List.of("x".repeat(10), "y"))).isEqualTo("xxxxxxxx…  y");
    assertThat(table.hasCut()).isTrue();
  }

  @Test
  void aHeaderMayBeWiderThanAnyValue() {
    String name = "n".repeat(70);
    TextTable table = TextTable.fitting(List.of(name), List.of(List.of("1")));
    assertThat(table.head().getFirst()).hasSize(60);
  }
}
