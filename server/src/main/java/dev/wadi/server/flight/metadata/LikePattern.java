package dev.wadi.server.flight.metadata;

import java.util.regex.Pattern;

/// A filter for names: `%` for any characters, `_` for any one, `\` before one that is meant
/// itself.
final class LikePattern {
  static final String ESCAPE = "\\";

  private LikePattern() {}

  static boolean matches(String pattern, String name) {
    var regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == ESCAPE.charAt(0) && i + 1 < pattern.length()) {
        i++;
        regex.append(Pattern.quote(pattern.substring(i, i + 1)));
      } else {
        regex.append(
            switch (c) {
              case '%' -> ".*";
              case '_' -> ".";
              default -> Pattern.quote(String.valueOf(c));
            });
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(name).matches();
  }
}
