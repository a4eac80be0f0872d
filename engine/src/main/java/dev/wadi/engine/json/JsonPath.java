package dev.wadi.engine.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A JSONPath query (RFC 9535) without filters: `$.store.book[0]['title']`, `$..price`, `$.a[*]`,
/// `$.a[-1]`, `$.a[0, 2]`, `$.a[1:3]`.
public final class JsonPath {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final List<Segment> segments;

  private JsonPath(List<Segment> segments) {
    this.segments = segments;
  }

  /// @throws dev.wadi.sdk.error.WadiException with INVALID_ARGUMENT if it is no path
  public static JsonPath of(String path) {
    return new JsonPath(new JsonPathParser(path).segments());
  }

  /// One part of a path.
  ///
  /// @param descendants whether it is looked for in all values below, too
  record Segment(boolean descendants, List<Selector> selectors) {
    void select(JsonNode node, Consumer<JsonNode> found) {
      selectors.forEach(selector -> selector.select(node, found));
      if (descendants) {
        node.forEach(child -> select(child, found));
      }
    }
  }

  /// Which children of a value are meant.
  sealed interface Selector {
    void select(JsonNode node, Consumer<JsonNode> found);
  }

  record Name(String name) implements Selector {
    @Override
    public void select(JsonNode node, Consumer<JsonNode> found) {
      if (node.isObject() && node.has(name)) {
        found.accept(node.get(name));
      }
    }
  }

  record Wildcard() implements Selector {
    @Override
    public void select(JsonNode node, Consumer<JsonNode> found) {
      node.forEach(found);
    }
  }

  /// @param index from the end if it is negative
  record Index(int index) implements Selector {
    @Override
    public void select(JsonNode node, Consumer<JsonNode> found) {
      int at = index < 0 ? node.size() + index : index;
      if (node.isArray() && at >= 0 && at < node.size()) {
        found.accept(node.get(at));
      }
    }
  }

  /// @param start null for the first one in the direction of the step
  /// @param end null for behind the last one
  record Slice(Integer start, Integer end, int step) implements Selector {
    @Override
    public void select(JsonNode node, Consumer<JsonNode> found) {
      if (!node.isArray() || step == 0) {
        return;
      }
      int size = node.size();
      int first =
          step > 0 ? bound(start, 0, size, 0, size) : bound(start, size - 1, size, -1, size - 1);
      int last = step > 0 ? bound(end, size, size, 0, size) : bound(end, -1, size, -1, size - 1);
      for (long at = first; step > 0 ? at < last : at > last; at += step) {
        found.accept(node.get((int) at));
      }
    }

    private static int bound(Integer given, int absent, int size, int least, int most) {
      if (given == null) {
        return absent;
      }
      return Math.clamp(given < 0 ? (long) size + given : given, least, Math.max(least, most));
    }
  }

  /// The texts of all values that are found, or null if the text is no JSON.
  public List<String> texts(JsonText json) {
    List<JsonNode> found = query(json);
    return found == null ? null : found.stream().map(JsonNode::toString).toList();
  }

  /// The text of the first value that is found, or null.
  public String firstText(JsonText json) {
    List<JsonNode> found = query(json);
    return found == null || found.isEmpty() ? null : found.getFirst().toString();
  }

  /// The first value that is found, if it is a string, or null.
  public String firstString(JsonText json) {
    List<JsonNode> found = query(json);
    return found == null || found.isEmpty() ? null : found.getFirst().textValue();
  }

  private List<JsonNode> query(JsonText json) {
    try {
      List<JsonNode> nodes = List.of(MAPPER.readTree(json.bytes(), json.start(), json.length()));
      for (Segment segment : segments) {
        List<JsonNode> next = new ArrayList<>();
        nodes.forEach(node -> segment.select(node, next::add));
        nodes = next;
      }
      return nodes.stream().anyMatch(JsonNode::isMissingNode) ? null : nodes;
    } catch (JsonProcessingException e) {
      return null;
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot fail to be read", e);
    }
  }
}
