package dev.wadi.connectors.option;

import dev.wadi.sdk.connector.Options;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number of bytes as an option's value: `4096`, `64KB`, `128MB`, `1GB`. The units are powers of
/// 1024, with or without the `i`.
public final class ByteSize {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,15})\\s*([kmgt]?)i?b?");

  private ByteSize() {}

  /// The option in bytes, greater than zero.
  public static OptionalLong bytes(Options options, String name) {
    String value = options.text(name).orElse(null);
    if (value == null) {
      return OptionalLong.empty();
    }
    Matcher size = SIZE.matcher(value.strip().toLowerCase(Locale.ROOT));
    if (!size.matches()) {
      throw options.invalid(name, value, "a size such as '64KB' or '128MB'");
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
    if (number == 0 || number > Long.MAX_VALUE >> shift) {
      throw options.invalid(name, value, "a size greater than 0");
    }
    return OptionalLong.of(number << shift);
  }
}
