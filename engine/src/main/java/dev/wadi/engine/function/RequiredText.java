package dev.wadi.engine.function;

import java.util.Optional;

/// A text that is in everything that a regular expression matches: where it is not, nothing needs
/// to be matched, and where it is, matching can begin shortly before it. Searching for a text is
/// many times faster than matching an expression.
///
/// @param text at least two characters
/// @param reach how many characters of a match can be before the text, or {@link #ANY}
record RequiredText(String text, int reach) {
  static final int ANY = Integer.MAX_VALUE;

  private static final int LENGTH_MIN = 2;

  /// @param source a valid expression in RE2's syntax
  /// @return empty if there is no such text, or the expression is not one that is understood here
  static Optional<RequiredText> of(String source) {
    var reader = new Reader(source);
    return reader.sequence(true) == Reader.NOT_UNDERSTOOD || !reader.atEnd()
        ? Optional.empty()
        : reader.best();
  }

  /// Where matching a text has to begin, or -1 if it matches nowhere.
  int start(String input) {
    int found = input.indexOf(text);
    if (found < 0) {
      return -1;
    }
    int start = Math.max(0, found - reach);
    boolean inCharacter =
        start > 0
            && Character.isLowSurrogate(input.charAt(start))
            && Character.isHighSurrogate(input.charAt(start - 1));
    return inCharacter ? start - 1 : start;
  }

  /// Reads an expression from left to right, as far as it consists of what is common.
  private static final class Reader {
    private static final int NOT_UNDERSTOOD = -1;
    // Of a character outside of the basic plane.
    private static final int CHARACTER_MAX = 2;
    private static final int LITERAL = -2;

    private final String source;
    private int at;
    private char literal;
    private final StringBuilder run = new StringBuilder();
    private int runReach;
    private Optional<RequiredText> best = Optional.empty();

    private Reader(String source) {
      this.source = source;
    }

    private boolean atEnd() {
      return at == source.length();
    }

    private Optional<RequiredText> best() {
      return best;
    }

    /// Reads up to the end, an alternative or the end of a group.
    ///
    /// @param required whether every match has the sequence
    /// @return how long it is at most, or NOT_UNDERSTOOD
    private int sequence(boolean required) {
      int length = 0;
      while (!atEnd() && source.charAt(at) != '|' && source.charAt(at) != ')') {
        int item = item();
        if (item == NOT_UNDERSTOOD) {
          return NOT_UNDERSTOOD;
        }
        boolean isLiteral = item == LITERAL;
        int times = isLiteral ? 1 : item;
        boolean repeated = !atEnd() && "*+?{".indexOf(source.charAt(at)) >= 0;
        if (repeated) {
          times = repeated(times);
        }
        if (required) {
          note(isLiteral && !repeated, length);
        }
        length = sum(length, times);
      }
      if (required) {
        endRun();
      }
      return length;
    }

    private void note(boolean isLiteral, int reach) {
      if (!isLiteral) {
        endRun();
        return;
      }
      if (run.isEmpty()) {
        runReach = reach;
      }
      run.append(literal);
    }

    private void endRun() {
      if (run.length() >= Math.max(LENGTH_MIN, 1 + best.map(b -> b.text().length()).orElse(0))) {
        best = Optional.of(new RequiredText(run.toString(), runReach));
      }
      run.setLength(0);
    }

    private static int sum(int a, int b) {
      return a == ANY || b == ANY ? ANY : a + b;
    }

    private int repeated(int length) {
      boolean optional = source.charAt(at) == '?';
      if (source.charAt(at) == '{') {
        at = Math.max(at, source.indexOf('}', at));
      }
      at++;
      if (!atEnd() && source.charAt(at) == '?') {
        at++;
      }
      return optional || length == 0 ? length : ANY;
    }

    /// @return the greatest length of what comes next, LITERAL or NOT_UNDERSTOOD
    private int item() {
      char c = source.charAt(at++);
      return switch (c) {
        case '^', '$' -> 0;
        case '.' -> CHARACTER_MAX;
        case '[' -> characterClass();
        case '(' -> group();
        case '\\' -> escape();
        case '*', '+', '?', '{' -> NOT_UNDERSTOOD;
        // Half a character is nothing that can be repeated.
        default -> Character.isSurrogate(c) ? NOT_UNDERSTOOD : literal(c);
      };
    }

    private int literal(char c) {
      literal = c;
      return LITERAL;
    }

    private int escape() {
      char c = atEnd() ? 'Q' : source.charAt(at++);
      return switch (c) {
        case 'd', 'D', 'w', 'W', 's', 'S' -> CHARACTER_MAX;
        case 'b', 'B' -> 0;
        default -> Character.isLetterOrDigit(c) ? NOT_UNDERSTOOD : literal(c);
      };
    }

    private int characterClass() {
      if (!atEnd() && source.charAt(at) == '^') {
        at++;
      }
      // A bracket that comes first is one of the characters.
      int first = at;
      while (!atEnd() && (at == first || source.charAt(at) != ']')) {
        char c = source.charAt(at);
        if (c == '[' || c == '\\') {
          return NOT_UNDERSTOOD;
        }
        at++;
      }
      return atEnd() ? NOT_UNDERSTOOD : closed(CHARACTER_MAX);
    }

    private int closed(int length) {
      at++;
      return length;
    }

    private int group() {
      if (source.startsWith("?:", at)) {
        at += 2;
      } else if (source.startsWith("?", at)) {
        return NOT_UNDERSTOOD;
      }
      int longest = 0;
      while (true) {
        int length = sequence(false);
        if (length == NOT_UNDERSTOOD || atEnd()) {
          return NOT_UNDERSTOOD;
        }
        longest = Math.max(longest, length);
        if (source.charAt(at) == ')') {
          return closed(longest);
        }
        at++;
      }
    }
  }
}
