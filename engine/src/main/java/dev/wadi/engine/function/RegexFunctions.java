package dev.wadi.engine.function;

import com.google.re2j.Matcher;
import java.util.ArrayList;
import java.util.List;

/// Regular expressions in RE2's syntax: no look-around, no back references.
final class RegexFunctions {
  private RegexFunctions() {}

  @BuiltIn(
      names = "regexp_like",
      description =
          "Whether a text contains what a regular expression describes. Flags: `i` ignores case,"
              + " `m` lets `^` and `$` match at lines, `s` lets `.` match a line break, `U` matches"
              + " as little as possible.",
      example = "regexp_like('Flight LH 400', '[A-Z]{2} \\d+')",
      result = "true")
  static boolean regexpLike(String text, RegularExpression pattern) {
    return pattern.find(pattern.matcher(text), text);
  }

  @BuiltIn(
      names = "regexp_like",
      example = "regexp_like('Flight LH 400', 'lh', 'i')",
      result = "true")
  static boolean regexpLike(String text, RegularExpression pattern, String flags) {
    return pattern.matcher(text, flags).find();
  }

  @BuiltIn(
      names = "similar_to_escape",
      description =
          "A pattern of `SIMILAR TO` as a regular expression. The second argument is the character"
              + " that takes the meaning from the next one.",
      example = "similar_to_escape('LH%(1|2)', '#')",
      result = "(?s)^(?:LH.*(?:1|2))$")
  static String similarToEscape(String pattern, String escape) {
    return SimilarPattern.regex(pattern, escape);
  }

  @BuiltIn(
      names = "similar_to_escape",
      example = "similar_to_escape('a_c')",
      result = "(?s)^(?:a.c)$")
  static String similarToEscape(String pattern) {
    return SimilarPattern.regex(pattern, "");
  }

  @BuiltIn(
      names = "regexp_match",
      description =
          "What a regular expression finds first: the texts of its groups, or the whole match if it"
              + " has none. NULL if it finds nothing.",
      example = "regexp_match('LH 400 to FRA', '([A-Z]+) (\\d+)')",
      result = "[LH, 400]",
      nullable = true)
  static List<String> regexpMatch(String text, RegularExpression pattern) {
    Matcher matcher = pattern.matcher(text);
    return pattern.find(matcher, text) ? groups(matcher) : null;
  }

  @BuiltIn(
      names = "regexp_match",
      example = "regexp_match('LH 400', 'lh', 'i')",
      result = "[LH]",
      nullable = true)
  static List<String> regexpMatch(String text, RegularExpression pattern, String flags) {
    Matcher matcher = pattern.matcher(text, flags);
    return matcher.find() ? groups(matcher) : null;
  }

  private static List<String> groups(Matcher matcher) {
    List<String> groups = new ArrayList<>();
    int first = matcher.groupCount() == 0 ? 0 : 1;
    for (int i = first; i <= matcher.groupCount(); i++) {
      groups.add(matcher.group(i));
    }
    return groups;
  }

  @BuiltIn(
      names = "regexp_count",
      description = "How often a regular expression is found in a text, without overlaps.",
      example = "regexp_count('banana', 'an')",
      result = "2")
  static long regexpCount(String text, RegularExpression pattern) {
    return count(pattern.matcher(text));
  }

  private static long count(Matcher matcher) {
    long count = 0;
    while (matcher.find()) {
      count++;
    }
    return count;
  }

  @BuiltIn(names = "regexp_count", example = "regexp_count('banana', 'an', 3)", result = "1")
  static long regexpCount(String text, RegularExpression pattern, long start) {
    return regexpCount(text, pattern, start, "");
  }

  @BuiltIn(names = "regexp_count", example = "regexp_count('Banana', 'b|AN', 1, 'i')", result = "3")
  static long regexpCount(String text, RegularExpression pattern, long start, String flags) {
    String rest = text.substring(Characters.index(text, Math.max(0, start - 1)));
    return count(pattern.matcher(rest, flags));
  }

  @BuiltIn(
      names = "regexp_replace",
      description =
          "Replaces what a regular expression finds first, or everything that it finds with the"
              + " flag `g`. In the replacement, `\\1` or `$1` is the first group, `\\0` the whole"
              + " match.",
      example = "regexp_replace('LH 400', '([A-Z]+) (\\d+)', '\\2/\\1')",
      result = "400/LH")
  static String regexpReplace(String text, RegularExpression pattern, String replacement) {
    return replace(text, pattern.matcher(text), replacement, false);
  }

  @BuiltIn(
      names = "regexp_replace",
      example = "regexp_replace('banana', 'A', 'o', 'gi')",
      result = "bonono")
  static String regexpReplace(
      String text, RegularExpression pattern, String replacement, String flags) {
    return replace(text, pattern.matcher(text, flags), replacement, flags.indexOf('g') >= 0);
  }

  private static String replace(String text, Matcher matcher, String replacement, boolean all) {
    StringBuilder result = new StringBuilder();
    int end = 0;
    while (matcher.find()) {
      result.append(text, end, matcher.start());
      appendReplacement(result, matcher, replacement);
      end = matcher.end();
      if (!all) {
        break;
      }
    }
    return end == 0 && result.isEmpty() ? text : result.append(text, end, text.length()).toString();
  }

  private static void appendReplacement(StringBuilder result, Matcher matcher, String replacement) {
    for (int i = 0; i < replacement.length(); i++) {
      char c = replacement.charAt(i);
      boolean reference =
          (c == '\\' || c == '$')
              && i + 1 < replacement.length()
              && Character.digit(replacement.charAt(i + 1), 10) >= 0;
      if (reference) {
        i++;
        appendGroup(result, matcher, Character.digit(replacement.charAt(i), 10));
      } else {
        result.append(c);
      }
    }
  }

  // A group that is not there, or took no part, is empty.
  private static void appendGroup(StringBuilder result, Matcher matcher, int group) {
    String found = group <= matcher.groupCount() ? matcher.group(group) : null;
    result.append(found == null ? "" : found);
  }
}
