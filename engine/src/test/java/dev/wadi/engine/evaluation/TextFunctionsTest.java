package dev.wadi.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Operation;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Pattern;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

class TextFunctionsTest {
  @Property(tries = 2000)
  void likeEqualsARegularExpression(
      @ForAll @Chars({'a', 'b', '%', '_', 'é', '日', '!'}) @StringLength(max = 8) String pattern,
      @ForAll @Chars({'a', 'b', '%', '_', 'é', '日', '!'}) @StringLength(max = 24) String text) {
    boolean endsEscaped = pattern.replaceAll("!!", "").endsWith("!");
    assertThat(matches(text, pattern, null))
        .isEqualTo(regex(pattern, null).matcher(text).matches());
    if (!endsEscaped) {
      assertThat(matches(text, pattern, "!"))
          .isEqualTo(regex(pattern, '!').matcher(text).matches());
    }
  }

  @Property(tries = 500)
  void piecesAreFoundInLongTexts(
      @ForAll @CharRange(from = 'a', to = 'b') @StringLength(max = 60) String text,
      @ForAll @CharRange(from = 'a', to = 'b') @StringLength(min = 1, max = 12) String piece) {
    assertThat(matches(text, "%" + piece + "%", null)).isEqualTo(text.contains(piece));
    assertThat(matches(text, piece + "%", null)).isEqualTo(text.startsWith(piece));
    assertThat(matches(text, "%" + piece, null)).isEqualTo(text.endsWith(piece));
  }

  private static boolean matches(String text, String pattern, String escape) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return LikePattern.of(pattern, escape).matches(OffHeap.copyOf(bytes), 0, bytes.length);
  }

  private static Pattern regex(String pattern, Character escape) {
    StringBuilder regex = new StringBuilder();
    boolean escaped = false;
    for (int character : pattern.codePoints().toArray()) {
      if (!escaped && escape != null && character == escape) {
        escaped = true;
        continue;
      }
      regex.append(
          switch (escaped ? ' ' : character) {
            case '%' -> ".*";
            case '_' -> ".";
            default -> Pattern.quote(Character.toString(character));
          });
      escaped = false;
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  @Property(tries = 40)
  void likeOnColumns(@ForAll Random random) {
    Oracle.over(random, Types.TEXT, Types.TEXT)
        .checkCall(
            Operation.LIKE,
            Types.BOOL,
            row -> regex((String) row[1], null).matcher((String) row[0]).matches());
    Expression text = new Expression.InputColumn(0, Types.TEXT);
    Expression pattern = new Expression.Literal("%channel%", Types.TEXT);
    Oracle.over(random, Types.TEXT)
        .check(
            Oracle.call(Operation.LIKE, Types.BOOL, List.of(text, pattern)),
            Oracle.strict(row -> ((String) row[0]).contains("channel")));
  }

  @Property(tries = 60)
  void substringCountsCharacters(@ForAll Random random) {
    Expression text = new Expression.InputColumn(0, Types.TEXT);
    int start = random.nextInt(-4, 12);
    int length = random.nextInt(0, 12);
    Expression from = new Expression.Literal(Integer.toString(start), Types.I32);
    Expression count = new Expression.Literal(Integer.toString(length), Types.I32);
    Oracle.over(random, Types.TEXT)
        .check(
            Oracle.call(Operation.SUBSTRING, Types.TEXT, List.of(text, from, count)),
            Oracle.strict(row -> substring((String) row[0], start, (long) start + length)));
    Oracle.over(random, Types.TEXT)
        .check(
            Oracle.call(Operation.SUBSTRING, Types.TEXT, List.of(text, from)),
            Oracle.strict(row -> substring((String) row[0], start, Integer.MAX_VALUE)));
    Oracle.over(random, Types.TEXT, Types.I8, Types.I8)
        .checkCall(
            Operation.SUBSTRING,
            Types.TEXT,
            row -> {
              long first = ((BigInteger) row[1]).longValue();
              long many = ((BigInteger) row[2]).longValue();
              if (many < 0) {
                throw new ArithmeticException();
              }
              return substring((String) row[0], first, first + many);
            });
  }

  // SQL: the characters whose position is at least `from` and less than `to`.
  private static String substring(String text, long from, long to) {
    StringBuilder found = new StringBuilder();
    int[] characters = text.codePoints().toArray();
    for (int i = 0; i < characters.length; i++) {
      if (i + 1 >= from && i + 1 < to) {
        found.appendCodePoint(characters[i]);
      }
    }
    return found.toString();
  }

  @Property(tries = 40)
  void simpleFunctions(@ForAll Random random) {
    Oracle.over(random, Types.TEXT)
        .checkCall(Operation.UPPER, Types.TEXT, row -> text(row).toUpperCase(Locale.ROOT));
    Oracle.over(random, Types.TEXT)
        .checkCall(Operation.LOWER, Types.TEXT, row -> text(row).toLowerCase(Locale.ROOT));
    Oracle.over(random, Types.TEXT)
        .checkCall(Operation.TRIM, Types.TEXT, row -> text(row).replaceAll("^ +| +$", ""));
    Oracle.over(random, Types.TEXT)
        .checkCall(
            Operation.CHAR_LENGTH,
            Types.I32,
            row -> BigInteger.valueOf(text(row).codePointCount(0, text(row).length())));
    Oracle.over(random, Types.TEXT, Types.TEXT, Types.TEXT)
        .checkCall(Operation.CONCAT, Types.TEXT, row -> row[0].toString() + row[1] + row[2]);
  }

  private static String text(Object[] row) {
    return (String) row[0];
  }

  @Example
  void caseOfEachAsciiCharacter() {
    for (char character = 0; character < 128; character++) {
      Oracle.over(new Random(character), Types.TEXT)
          .check(
              Oracle.call(
                  Operation.UPPER,
                  Types.TEXT,
                  List.of(new Expression.Literal("xyz-" + character + "-abc", Types.TEXT))),
              upper("xyz-" + character + "-abc"));
    }
  }

  private static Function<Object[], Object> upper(String text) {
    return _ -> text.toUpperCase(Locale.ROOT);
  }
}
