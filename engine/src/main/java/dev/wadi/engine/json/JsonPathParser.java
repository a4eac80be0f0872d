package dev.wadi.engine.json;

import dev.wadi.engine.json.JsonPath.Index;
import dev.wadi.engine.json.JsonPath.Name;
import dev.wadi.engine.json.JsonPath.Segment;
import dev.wadi.engine.json.JsonPath.Selector;
import dev.wadi.engine.json.JsonPath.Slice;
import dev.wadi.engine.json.JsonPath.Wildcard;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.List;

/// Reads a JSONPath query.
final class JsonPathParser {
  private final String path;
  private int at;

  JsonPathParser(String path) {
    this.path = path;
  }

  List<Segment> segments() {
    require(next('$'));
    List<Segment> segments = new ArrayList<>();
    while (at < path.length()) {
      segments.add(segment());
    }
    return segments;
  }

  private Segment segment() {
    if (next('[')) {
      return new Segment(false, bracketed());
    }
    require(next('.'));
    boolean descendants = next('.');
    if (descendants && next('[')) {
      return new Segment(true, bracketed());
    }
    return new Segment(descendants, List.of(next('*') ? new Wildcard() : new Name(word())));
  }

  private String word() {
    int start = at;
    while (at < path.length() && isNameCharacter(path.charAt(at), at == start)) {
      at++;
    }
    require(at > start);
    return path.substring(start, at);
  }

  private static boolean isNameCharacter(char character, boolean first) {
    return character == '_'
        || character >= 0x80
        || Character.isLetter(character)
        || !first && Character.isDigit(character);
  }

  private List<Selector> bracketed() {
    List<Selector> selectors = new ArrayList<>();
    do {
      skipBlanks();
      selectors.add(selector());
      skipBlanks();
    } while (next(','));
    require(next(']'));
    return selectors;
  }

  private Selector selector() {
    if (next('*')) {
      return new Wildcard();
    }
    if (peek() == '\'' || peek() == '"') {
      return new Name(quoted());
    }
    if (peek() == '?') {
      throw error("filters are not supported in the JSON path '%s'".formatted(path));
    }
    Integer first = peek() == ':' ? null : Integer.valueOf(number());
    skipBlanks();
    return next(':') ? slice(first) : new Index(first);
  }

  private Selector slice(Integer start) {
    Integer end = optionalNumber();
    Integer step = next(':') ? optionalNumber() : null;
    return new Slice(start, end, step == null ? 1 : step);
  }

  private Integer optionalNumber() {
    skipBlanks();
    Integer number = peek() == '-' || Character.isDigit(peek()) ? Integer.valueOf(number()) : null;
    skipBlanks();
    return number;
  }

  private int number() {
    int start = at;
    next('-');
    while (Character.isDigit(peek())) {
      at++;
    }
    try {
      return Integer.parseInt(path, start, at, 10);
    } catch (NumberFormatException e) {
      throw invalid();
    }
  }

  private String quoted() {
    char quote = path.charAt(at++);
    StringBuilder text = new StringBuilder();
    while (peek() != quote) {
      require(at < path.length());
      if (next('\\')) {
        require(peek() == quote || peek() == '\\');
      }
      text.append(path.charAt(at++));
    }
    at++;
    return text.toString();
  }

  private char peek() {
    return at < path.length() ? path.charAt(at) : 0;
  }

  private boolean next(char expected) {
    boolean found = peek() == expected;
    at += found ? 1 : 0;
    return found;
  }

  private void skipBlanks() {
    while (peek() == ' ') {
      at++;
    }
  }

  private void require(boolean condition) {
    if (!condition) {
      throw invalid();
    }
  }

  private WadiException invalid() {
    return error("'%s' is not a JSON path (see character %d)".formatted(path, at + 1));
  }

  private static WadiException error(String message) {
    return new WadiException(ErrorCode.INVALID_ARGUMENT, message)
        .withHint("a path looks like $.orders[0]['name'], $..price or $.a[*]");
  }
}
