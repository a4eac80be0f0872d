package dev.wadi.engine.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequiredTextTest {
  private static final List<String> PARTS =
      List.of(
          "ab", "ba", "a", "b", ".", "^", "$", "[ab]", "[^a]", "[]b]", "\\w", "\\.", "\\b", "\\d",
          "(", ")", "(?:", "|", "*", "+", "?", "*?", "{2}", "{1,2}", "{", "😀", "(?i)");
  private static final List<String> LETTERS =
      List.of("a", "b", "ab", ".", "1", "]", "{", "😀", " ");

  @ParameterizedTest
  @CsvSource({
    "'(?:&|^)channel_id=([^&]*)', 'channel_id=', 1",
    "'ab', 'ab', 0",
    "'x.*abc', 'abc', 2147483647",
    "'(a|bcd)?[xy]\\.com$', '.com', 5",
    "'ab+cde', 'cde', 2147483647",
  })
  void found(String expression, String text, int reach) {
    assertThat(RequiredText.of(expression)).contains(new RequiredText(text, reach));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "ab|cd", "(ab)", "(?i)abc", "\\Qab\\E", "[[:alpha:]]abc", "a?b*"})
  void notFound(String expression) {
    assertThat(RequiredText.of(expression)).isEmpty();
  }

  @Test
  void matchesAreTheSame() {
    var random = new Random(1);
    int compared = 0;
    for (int i = 0; i < 200_000; i++) {
      String expression = text(PARTS, random, 6);
      Optional<RequiredText> required = RequiredText.of(expression);
      Pattern pattern = required.isPresent() ? compiled(expression) : null;
      if (pattern != null) {
        compare(pattern, required.get(), text(LETTERS, random, 12));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(10_000);
  }

  private static String text(List<String> parts, Random random, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      text.append(parts.get(random.nextInt(parts.size())));
    }
    return text.toString();
  }

  private static Pattern compiled(String expression) {
    try {
      return Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      return null;
    }
  }

  private static void compare(Pattern pattern, RequiredText required, String text) {
    Matcher expected = pattern.matcher(text);
    boolean found = expected.find();
    int start = required.start(text);
    Matcher actual = pattern.matcher(text);
    boolean foundFromThere = start >= 0 && actual.find(start);
    assertThat(foundFromThere).as("%s in %s", pattern, text).isEqualTo(found);
    for (int group = 0; found && group <= expected.groupCount(); group++) {
      assertThat(actual.start(group))
          .as("%s in %s", pattern, text)
          .isEqualTo(expected.start(group));
      assertThat(actual.end(group)).as("%s in %s", pattern, text).isEqualTo(expected.end(group));
    }
  }
}
