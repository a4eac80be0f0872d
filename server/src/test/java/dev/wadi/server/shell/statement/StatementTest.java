package dev.wadi.server.shell.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.error.SourcePosition;
import dev.wadi.server.shell.statement.Statement.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatementTest {
  private static List<String> texts(String text) {
    return Statement.all(text).stream().map(Statement::text).toList();
  }

  private static List<Kind> kinds(String text) {
    return Statement.all(text).stream().map(Statement::kind).toList();
  }

  @Test
  void aSemicolonEndsAStatement() {
    assertThat(texts("SELECT 1; SELECT 2 ;")).containsExactly("SELECT 1", "SELECT 2");
    assertThat(kinds("SELECT 1; SELECT 2")).containsExactly(Kind.SQL, Kind.UNFINISHED);
    assertThat(texts(" ;; \n ; ")).isEmpty();
  }

  @Test
  void whatIsQuotedHasNone() {
    assertThat(texts("SELECT 'a;b', 'it''s;', \"x;\"\"y\";"))
        .containsExactly("SELECT 'a;b', 'it''s;', \"x;\"\"y\"");
    assertThat(kinds("SELECT 'a;")).containsExactly(Kind.UNFINISHED);
    assertThat(kinds("SELECT \"a;")).containsExactly(Kind.UNFINISHED);
  }

  @Test
  void whatIsInACommentHasNone() {
    assertThat(texts("SELECT 1 -- one;\n + 2; SELECT /* ; */ 3;"))
        .containsExactly("SELECT 1 -- one;\n + 2", "SELECT /* ; */ 3");
    assertThat(kinds("SELECT /* ;")).containsExactly(Kind.UNFINISHED);
    assertThat(kinds("/* not yet")).containsExactly(Kind.UNFINISHED);
    assertThat(texts("-- nothing;\n/* either; */ // nor this;")).isEmpty();
    assertThat(texts("-- it's\nSELECT 1;")).containsExactly("SELECT 1");
  }

  @Test
  void aBackslashBeginsACommandOfOneLine() {
    assertThat(texts("\\d it's\nSELECT 1; \\x\nSELECT 2;"))
        .containsExactly("\\d it's", "SELECT 1", "\\x", "SELECT 2");
    assertThat(kinds("\\x on\n")).containsExactly(Kind.COMMAND);
    assertThat(texts("SELECT '\\d';")).containsExactly("SELECT '\\d'");
  }

  @Test
  void placesAreThoseOfTheText() {
    Statement second = Statement.all("SELECT 1;\n  SELECT a,\n b;").get(1);
    assertThat(second.start()).isEqualTo(new SourcePosition(2, 3));
    assertThat(second.inText(new SourcePosition(1, 8))).isEqualTo(new SourcePosition(2, 10));
    assertThat(second.inText(new SourcePosition(2, 2))).isEqualTo(new SourcePosition(3, 2));
    Statement first = Statement.all("SELECT 1").getFirst();
    assertThat(first.start()).isEqualTo(new SourcePosition(1, 1));
  }
}
