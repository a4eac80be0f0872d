package dev.wadi.engine.function;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;

/// Parts of texts.
final class CuttingFunctions {
  private CuttingFunctions() {}

  @BuiltIn(
      names = "left",
      description =
          "The first characters of a text; with a negative count all but as many at the end.",
      example = "left('Wadi', 3)",
      result = "Wad")
  static String left(String text, long count) {
    return Characters.first(text, count >= 0 ? count : Characters.count(text) + count);
  }

  @BuiltIn(
      names = "right",
      description =
          "The last characters of a text; with a negative count all but as many at the start.",
      example = "right('Wadi', 3)",
      result = "adi")
  static String right(String text, long count) {
    long skipped = count >= 0 ? Characters.count(text) - count : negated(count);
    return text.substring(Characters.index(text, Math.max(0, skipped)));
  }

  private static long negated(long count) {
    return count == Long.MIN_VALUE ? Long.MAX_VALUE : -count;
  }

  @BuiltIn(
      names = "btrim",
      description = "A text without blanks, or without certain characters, at both ends.",
      example = "btrim('  Wadi ') || '.'",
      result = "Wadi.")
  static String btrim(String text) {
    return btrim(text, " ");
  }

  @BuiltIn(names = "btrim", example = "btrim('xyWadiyx', 'xy')", result = "Wadi")
  static String btrim(String text, String characters) {
    return rtrim(ltrim(text, characters), characters);
  }

  @BuiltIn(
      names = "ltrim",
      description = "A text without blanks, or without certain characters, at its start.",
      example = "ltrim('  Wadi')",
      result = "Wadi")
  static String ltrim(String text) {
    return ltrim(text, " ");
  }

  @BuiltIn(names = "ltrim", example = "ltrim('xyWadiyx', 'xy')", result = "Wadiyx")
  static String ltrim(String text, String characters) {
    int from = 0;
    while (from < text.length() && characters.indexOf(text.codePointAt(from)) >= 0) {
      from += Character.charCount(text.codePointAt(from));
    }
    return text.substring(from);
  }

  @BuiltIn(
      names = "rtrim",
      description = "A text without blanks, or without certain characters, at its end.",
      example = "rtrim('Wadi  ') || '.'",
      result = "Wadi.")
  static String rtrim(String text) {
    return rtrim(text, " ");
  }

  @BuiltIn(names = "rtrim", example = "rtrim('xyWadiyx', 'xy')", result = "xyWadi")
  static String rtrim(String text, String characters) {
    int to = text.length();
    while (to > 0 && characters.indexOf(text.codePointBefore(to)) >= 0) {
      to -= Character.charCount(text.codePointBefore(to));
    }
    return text.substring(0, to);
  }

  @BuiltIn(
      names = "split_part",
      description =
          "The part with this number of a text that is split at a delimiter; negative numbers count"
              + " from the end. Empty if there are not so many.",
      example = "split_part('2024/05/06', '/', 2)",
      result = "05")
  static String splitPart(String text, String delimiter, long number) {
    if (number == 0) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT, "split_part counts parts from 1, or from -1 at the end");
    }
    if (delimiter.isEmpty()) {
      return number == 1 || number == -1 ? text : "";
    }
    return number > 0
        ? partFromStart(text, delimiter, number)
        : partFromEnd(text, delimiter, number);
  }

  private static String partFromStart(String text, String delimiter, long number) {
    int from = 0;
    for (long i = 1; i < number; i++) {
      int next = text.indexOf(delimiter, from);
      if (next < 0) {
        return "";
      }
      from = next + delimiter.length();
    }
    int end = text.indexOf(delimiter, from);
    return text.substring(from, end < 0 ? text.length() : end);
  }

  private static String partFromEnd(String text, String delimiter, long number) {
    long parts = 1;
    for (int at = text.indexOf(delimiter);
        at >= 0;
        at = text.indexOf(delimiter, at + delimiter.length())) {
      parts++;
    }
    long fromStart = parts + number + 1;
    return fromStart < 1 ? "" : partFromStart(text, delimiter, fromStart);
  }

  @BuiltIn(
      names = {"substr_index", "substring_index"},
      description =
          "What is before a delimiter that occurs for this time; with a negative count what is"
              + " behind it, counted from the end. All of the text if it does not occur so often.",
      example = "substr_index('www.example.org', '.', 2)",
      result = "www.example")
  static String substrIndex(String text, String delimiter, long count) {
    if (count == 0 || delimiter.isEmpty()) {
      return "";
    }
    return count > 0 ? before(text, delimiter, count) : behind(text, delimiter, count);
  }

  private static String before(String text, String delimiter, long count) {
    int at = -delimiter.length();
    for (long i = 0; i < count; i++) {
      at = text.indexOf(delimiter, at + delimiter.length());
      if (at < 0) {
        return text;
      }
    }
    return text.substring(0, at);
  }

  private static String behind(String text, String delimiter, long count) {
    int at = text.length();
    for (long i = 0; i > count; i--) {
      at = at < delimiter.length() ? -1 : text.lastIndexOf(delimiter, at - delimiter.length());
      if (at < 0) {
        return text;
      }
    }
    return text.substring(at + delimiter.length());
  }

  @BuiltIn(
      names = "overlay",
      description =
          "Puts a text in the place of as many characters, or of a given number of them, from a"
              + " position on.",
      syntax = "overlay(text PLACING replacement FROM start)",
      example = "overlay('Wodi' PLACING 'a' FROM 2)",
      result = "Wadi")
  static String overlay(String text, String replacement, long start) {
    return overlay(text, replacement, start, Characters.count(replacement));
  }

  @BuiltIn(
      names = "overlay",
      syntax = "overlay(text PLACING replacement FROM start FOR count)",
      example = "overlay('Wooodi' PLACING 'a' FROM 2 FOR 3)",
      result = "Wadi")
  static String overlay(String text, String replacement, long start, long count) {
    int from = Characters.index(text, Math.max(0, start - 1));
    long next = start > Long.MAX_VALUE - Math.max(0, count) ? Long.MAX_VALUE : start + count;
    int to = Characters.index(text, Math.max(0, next - 1));
    return text.substring(0, from) + replacement + text.substring(to);
  }
}
