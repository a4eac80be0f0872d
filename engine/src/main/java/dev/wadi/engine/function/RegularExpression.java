package dev.wadi.engine.function;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.Optional;

/// A compiled pattern. Its engine takes time in proportion to the text, whatever the pattern, which
/// may come from anybody.
public final class RegularExpression {
  private static final String UNICODE_WORD = "\\p{L}\\p{M}\\p{Nd}\\p{Pc}";
  private static final String UNICODE_DIGIT = "\\p{Nd}";
  private static final String UNICODE_SPACE = "\\s\\x{0b}\\x{85}\\p{Z}";

  private final String source;
  private final Pattern plain;
  private final Optional<RequiredText> required;
  private String lastFlags = "";
  private Pattern lastFlagged;

  private RegularExpression(String source) {
    this.source = source;
    this.plain = compile(source, 0);
    this.required = RequiredText.of(source);
    this.lastFlagged = plain;
  }

  /// @throws WadiException with INVALID_ARGUMENT if it is no pattern
  public static RegularExpression of(String source) {
    return new RegularExpression(source);
  }

  private static Pattern compile(String source, int flags) {
    try {
      return Pattern.compile(unicode(source), flags);
    } catch (PatternSyntaxException e) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT,
          "'%s' is not a regular expression: %s".formatted(source, e.getDescription()),
          e);
    }
  }

  // Letters and digits of all scripts, where the engine would take ASCII's only.
  private static String unicode(String source) {
    StringBuilder result = new StringBuilder();
    boolean inClass = false;
    for (int i = 0; i < source.length(); i++) {
      char c = source.charAt(i);
      if (c == '\\' && i + 1 < source.length()) {
        if (source.startsWith("\\Q", i)) {
          int end = source.indexOf("\\E", i);
          end = end < 0 ? source.length() : end;
          result.append(source, i, end);
          i = end - 1;
        } else {
          i++;
          result.append(escape(source.charAt(i), inClass));
        }
      } else {
        inClass = c == '[' || inClass && c != ']';
        result.append(c);
      }
    }
    return result.toString();
  }

  private static String escape(char letter, boolean inClass) {
    String members =
        switch (letter) {
          case 'w', 'W' -> UNICODE_WORD;
          case 'd', 'D' -> UNICODE_DIGIT;
          case 's', 'S' -> UNICODE_SPACE;
          default -> null;
        };
    boolean negated = Character.isUpperCase(letter);
    if (members == null || inClass && negated) {
      return "\\" + letter;
    }
    return inClass ? members : (negated ? "[^" : "[") + members + "]";
  }

  Matcher matcher(String text) {
    return plain.matcher(text);
  }

  /// Finds the first match.
  ///
  /// @param matcher of this text, without flags
  boolean find(Matcher matcher, String text) {
    if (required.isEmpty()) {
      return matcher.find();
    }
    int start = required.get().start(text);
    return start >= 0 && matcher.find(start);
  }

  /// @param flags some of `i` (any case), `m` (^ and $ at lines), `s` (. is also a line break), `U`
  ///   (as little as possible); `g` means something to the caller
  Matcher matcher(String text, String flags) {
    if (!flags.equals(lastFlags)) {
      lastFlagged = compile(prefix(flags) + source, 0);
      lastFlags = flags;
    }
    return lastFlagged.matcher(text);
  }

  private static String prefix(String flags) {
    String inline = flags.replace("g", "");
    if (!inline.matches("[imsU]*")) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT,
          "'%s' are not flags of a regular expression, which are i, m, s, U and g"
              .formatted(flags));
    }
    return inline.isEmpty() ? "" : "(?" + inline + ")";
  }
}
