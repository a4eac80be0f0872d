package dev.wadi.engine.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads JSON in UTF-8 from left to right, as RFC 8259 has it. Places are indexes of bytes. What is
/// not JSON is {@link NotJson}.
final class JsonReader {
  /// Where something is that is not there.
  static final int ABSENT = -1;

  /// Deeper documents are refused, so that nobody can make us run out of stack.
  static final int DEPTH_MAX = 500;

  private static final NotJson NOT_JSON = new NotJson();

  private final byte[] bytes;
  private final int end;

  JsonReader(byte[] bytes, int end) {
    this.bytes = bytes;
    this.end = end;
  }

  /// Thrown once per malformed text, of which there may be many: it has no stack trace.
  static final class NotJson extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private NotJson() {
      super("not JSON", null, false, false);
    }
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw NOT_JSON;
    }
  }

  /// The byte at a place, or 0 behind the last.
  int peek(int at) {
    return at < end ? bytes[at] : 0;
  }

  int skipBlanks(int start) {
    int at = start;
    while (isBlank(peek(at))) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(int character) {
    return character == ' ' || character == '\n' || character == '\r' || character == '\t';
  }

  /// Where the value that starts here ends.
  int skipValue(int start) {
    return skipValue(start, 0);
  }

  private int skipValue(int start, int depth) {
    return switch (peek(start)) {
      case '{' -> skipObject(start, depth + 1);
      case '[' -> skipArray(start, depth + 1);
      case '"' -> skipText(start);
      case 't' -> skipWord(start, "true");
      case 'f' -> skipWord(start, "false");
      case 'n' -> skipWord(start, "null");
      default -> skipNumber(start);
    };
  }

  private int skipObject(int start, int depth) {
    require(depth <= DEPTH_MAX);
    int at = skipBlanks(start + 1);
    if (peek(at) == '}') {
      return at + 1;
    }
    while (true) {
      at = skipBlanks(skipValue(memberValue(at), depth));
      if (peek(at) == '}') {
        return at + 1;
      }
      at = behindComma(at);
    }
  }

  private int skipArray(int start, int depth) {
    require(depth <= DEPTH_MAX);
    int at = skipBlanks(start + 1);
    if (peek(at) == ']') {
      return at + 1;
    }
    while (true) {
      at = skipBlanks(skipValue(at, depth));
      if (peek(at) == ']') {
        return at + 1;
      }
      at = behindComma(at);
    }
  }

  private int behindComma(int at) {
    require(peek(at) == ',');
    return skipBlanks(at + 1);
  }

  /// The first element of an array or member of an object, or absent.
  int first(int start) {
    int at = skipBlanks(start + 1);
    return peek(at) == '}' || peek(at) == ']' ? ABSENT : at;
  }

  /// What follows the element or member's value that ends here, or absent.
  int next(int valueEnd) {
    int at = skipBlanks(valueEnd);
    return peek(at) == '}' || peek(at) == ']' ? ABSENT : behindComma(at);
  }

  /// The value of the member whose name is here.
  int memberValue(int name) {
    require(peek(name) == '"');
    int colon = skipBlanks(skipText(name));
    require(peek(colon) == ':');
    return skipBlanks(colon + 1);
  }

  /// The first member of a name in the object here, or absent; absent if it is no object.
  int member(int start, JsonStep.Key key) {
    if (peek(start) != '{') {
      return ABSENT;
    }
    int at = first(start);
    while (at != ABSENT) {
      int value = memberValue(at);
      if (isName(at, key)) {
        return value;
      }
      at = next(skipValue(value));
    }
    return ABSENT;
  }

  private boolean isName(int quote, JsonStep.Key key) {
    int nameEnd = skipText(quote);
    int length = nameEnd - quote - 2;
    return hasEscapes(quote, nameEnd)
        ? text(quote, nameEnd).equals(key.name())
        : length == key.utf8().length
            && Arrays.equals(bytes, quote + 1, nameEnd - 1, key.utf8(), 0, length);
  }

  /// An element of the array here, or absent; absent if it is no array.
  int element(int start, long index) {
    if (peek(start) != '[' || index < 0) {
      return ABSENT;
    }
    int at = first(start);
    for (long i = 0; i < index && at != ABSENT; i++) {
      at = next(skipValue(at));
    }
    return at;
  }

  /// Where the text ends whose quote is here.
  int skipText(int start) {
    int at = start + 1;
    while (peek(at) != '"') {
      if (peek(at) == '\\') {
        at += escapeLength(at);
      } else {
        require(at < end && (bytes[at] & 0xff) >= ' ');
        at++;
      }
    }
    return at + 1;
  }

  private int escapeLength(int backslash) {
    int letter = peek(backslash + 1);
    if (letter != 'u') {
      require("\"\\/bfnrt".indexOf(letter) >= 0);
      return 2;
    }
    for (int i = 2; i < 6; i++) {
      require(Character.digit(peek(backslash + i), 16) >= 0);
    }
    return 6;
  }

  private boolean hasEscapes(int start, int textEnd) {
    for (int i = start; i < textEnd; i++) {
      if (bytes[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  /// The characters of a text between quotes.
  String text(int start, int textEnd) {
    if (!hasEscapes(start, textEnd)) {
      return new String(bytes, start + 1, textEnd - start - 2, StandardCharsets.UTF_8);
    }
    String raw = new String(bytes, start + 1, textEnd - start - 2, StandardCharsets.UTF_8);
    StringBuilder text = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) != '\\') {
        text.append(raw.charAt(i));
      } else if (raw.charAt(i + 1) == 'u') {
        text.append((char) Integer.parseInt(raw, i + 2, i + 6, 16));
        i += 5;
      } else {
        text.append(escaped(raw.charAt(i + 1)));
        i++;
      }
    }
    require(text.codePoints().noneMatch(JsonReader::isSurrogate));
    return text.toString();
  }

  // Half of a character is none.
  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private static char escaped(char letter) {
    return switch (letter) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> letter;
    };
  }

  private int skipWord(int start, String word) {
    for (int i = 0; i < word.length(); i++) {
      require(peek(start + i) == word.charAt(i));
    }
    return start + word.length();
  }

  private int skipNumber(int start) {
    int at = peek(start) == '-' ? start + 1 : start;
    at = peek(at) == '0' ? at + 1 : skipDigits(at);
    if (peek(at) == '.') {
      at = skipDigits(at + 1);
    }
    if (peek(at) == 'e' || peek(at) == 'E') {
      at++;
      at = skipDigits(peek(at) == '+' || peek(at) == '-' ? at + 1 : at);
    }
    return at;
  }

  private int skipDigits(int start) {
    int at = start;
    while (peek(at) >= '0' && peek(at) <= '9') {
      at++;
    }
    require(at > start);
    return at;
  }
}
