package dev.wadi.wasm;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wadi.wasm.WatNode.Atom;
import dev.wadi.wasm.WatNode.Group;
import dev.wadi.wasm.WatNode.Text;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/// Reads the text format of WebAssembly, with two annotations of our own that are replaced here:
/// `(@repeat N ...)` is N times what it holds, and `(@include "name")` is the content of another
/// file.
final class WatReader {
  private final String source;
  private final UnaryOperator<String> includes;
  private int position;

  private WatReader(String source, UnaryOperator<String> includes) {
    this.source = source;
    this.includes = includes;
  }

  /// @param includes from a name to the text of that file
  static List<WatNode> read(String source, UnaryOperator<String> includes) {
    WatReader reader = new WatReader(source, includes);
    List<WatNode> nodes = reader.nodes();
    if (reader.position < source.length()) {
      throw reader.wrong("a parenthesis too many");
    }
    return nodes;
  }

  private List<WatNode> nodes() {
    List<WatNode> nodes = new ArrayList<>();
    while (skipSpace() && source.charAt(position) != ')') {
      switch (source.charAt(position)) {
        case '(' -> addGroup(nodes);
        case '"' -> nodes.add(text());
        default -> nodes.add(new Atom(word()));
      }
    }
    return nodes;
  }

  private void addGroup(List<WatNode> target) {
    position++;
    Group group = new Group(nodes());
    if (position >= source.length()) {
      throw wrong("a parenthesis too few");
    }
    position++;
    switch (group.head()) {
      case "@repeat" -> repeat(group, target);
      case "@include" ->
          target.addAll(
              read(includes.apply(new String(WatNode.bytes(group.rest()), UTF_8)), includes));
      default -> target.add(group);
    }
  }

  private static void repeat(Group group, List<WatNode> target) {
    int times = Integer.parseInt(WatNode.atom(group.parts().get(1)).replace("_", ""));
    List<WatNode> content = group.parts().subList(2, group.parts().size());
    if (content.stream().allMatch(Text.class::isInstance)) {
      byte[] once = WatNode.bytes(content);
      ByteArrayOutputStream all = new ByteArrayOutputStream(once.length * times);
      Collections.nCopies(times, once).forEach(all::writeBytes);
      target.add(new Text(all.toByteArray()));
      return;
    }
    for (int i = 0; i < times; i++) {
      target.addAll(content);
    }
  }

  private boolean skipSpace() {
    while (position < source.length()) {
      if (source.startsWith(";;", position)) {
        int end = source.indexOf('\n', position);
        position = end < 0 ? source.length() : end;
      } else if (source.startsWith("(;", position)) {
        position = source.indexOf(";)", position) + 2;
      } else if (Character.isWhitespace(source.charAt(position))) {
        position++;
      } else {
        return true;
      }
    }
    return false;
  }

  private String word() {
    int start = position;
    while (position < source.length() && " \t\r\n()\";".indexOf(source.charAt(position)) < 0) {
      position++;
    }
    return source.substring(start, position);
  }

  private Text text() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    position++;
    while (source.charAt(position) != '"') {
      int character = source.codePointAt(position);
      position += Character.charCount(character);
      if (character == '\\') {
        escape(bytes);
      } else {
        bytes.writeBytes(Character.toString(character).getBytes(UTF_8));
      }
    }
    position++;
    return new Text(bytes.toByteArray());
  }

  private void escape(ByteArrayOutputStream bytes) {
    char code = source.charAt(position);
    switch (code) {
      case 'n' -> bytes.write('\n');
      case 't' -> bytes.write('\t');
      case '"', '\\', '\'' -> bytes.write(code);
      default -> {
        bytes.write(HexFormat.fromHexDigits(source, position, position + 2));
        position++;
      }
    }
    position++;
  }

  private IllegalArgumentException wrong(String reason) {
    long line = source.substring(0, position).lines().count();
    return new IllegalArgumentException("line %d: %s".formatted(line, reason));
  }
}
