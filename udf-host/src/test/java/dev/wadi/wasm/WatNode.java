package dev.wadi.wasm;

import java.util.List;

/// What the text format of WebAssembly is made of.
sealed interface WatNode {
  /// A keyword, number or `$name`.
  record Atom(String text) implements WatNode {}

  /// A quoted string, as bytes.
  record Text(byte[] bytes) implements WatNode {}

  /// What is in parentheses.
  record Group(List<WatNode> parts) implements WatNode {
    public Group {
      parts = List.copyOf(parts);
    }

    /// The keyword that it starts with; empty if it starts with something else.
    String head() {
      return !parts.isEmpty() && parts.getFirst() instanceof Atom(String text) ? text : "";
    }

    /// All but the keyword.
    List<WatNode> rest() {
      return parts.subList(1, parts.size());
    }
  }

  static boolean is(WatNode node, String head) {
    return node instanceof Group group && group.head().equals(head);
  }

  /// The text of an atom.
  static String atom(WatNode node) {
    if (node instanceof Atom(String text)) {
      return text;
    }
    throw new IllegalArgumentException("expected a word, found " + node);
  }

  /// The text of a string, and of several one after another.
  static byte[] bytes(List<WatNode> nodes) {
    return Wat.code(
        nodes.stream()
            .map(node -> node instanceof Text(byte[] bytes) ? bytes : notText(node))
            .toArray(byte[][]::new));
  }

  private static byte[] notText(WatNode node) {
    throw new IllegalArgumentException("expected a string, found " + node);
  }
}
