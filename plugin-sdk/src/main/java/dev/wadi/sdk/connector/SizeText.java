package dev.wadi.sdk.connector;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number of bytes as people write it: `4096`, `64KB`, `128MB`, `1GB`. The units are powers of
/// 1024, with or without the `i`.
public final class SizeText {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,15})\\s*([kmgt]?)i?b?");

  private SizeText() {}

  /// The bytes, greater than zero; empty if the text is no such size.
  public static OptionalLong bytes(String text) {
    Matcher size = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!size.matches()) {
      return OptionalLong.empty();
    }
    int shift =
        switch (size.group(2)) {
          case "k" -> 10;
          case "m" -> 20;
          case "g" -> 30;
          case "t" -> 40;
          default -> 0;
        };
    long number = Long.parseLong(size.group(1));
    return number == 0 || number > Long.MAX_VALUE >> shift
        ? OptionalLong.empty()
        : OptionalLong.of(number << shift);
  }
}
