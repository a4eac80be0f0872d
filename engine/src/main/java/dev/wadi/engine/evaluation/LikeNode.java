package dev.wadi.engine.evaluation;

import dev.wadi.engine.expression.Expression;
import java.util.List;

/// Text LIKE pattern. A constant pattern is compiled once.
final class LikeNode {
  private LikeNode() {}

  static Node<Flags> of(List<Expression> arguments, Compilation compilation) {
    Node<Texts> text = compilation.typed(arguments.get(0));
    Node<Texts> pattern = compilation.typed(arguments.get(1));
    String escape = arguments.size() > 2 ? escape(arguments.get(2)) : null;
    Cache cache = new Cache(escape);
    return Binary.of(text, pattern, new Flags(), cache::match);
  }

  private static String escape(Expression argument) {
    if (argument instanceof Expression.Literal(String text, _)) {
      return text;
    }
    throw new IllegalArgumentException("ESCAPE must be a literal: " + argument);
  }

  /// The last pattern, which mostly is the next one, too.
  private static final class Cache {
    private final String escape;
    private String source = "";
    private LikePattern pattern;

    private Cache(String escape) {
      this.escape = escape;
      this.pattern = LikePattern.of(source, escape);
    }

    private void match(Texts texts, Texts patterns, Flags result) {
      int lastStart = -1;
      int lastLength = -1;
      for (int base = 0; base < result.count(); base += 64) {
        int end = Math.min(base + 64, result.count());
        long word = 0;
        for (int i = base; i < end; i++) {
          boolean same = patterns.starts[i] == lastStart && patterns.lengths[i] == lastLength;
          if (!same && !patterns.isNull(i)) {
            lastStart = patterns.starts[i];
            lastLength = patterns.lengths[i];
            use(patterns.get(i));
          }
          boolean matches = pattern.matches(texts.bytes, texts.starts[i], texts.lengths[i]);
          word |= (matches ? 1L : 0L) << i;
        }
        result.words[base >> 6] = word;
      }
    }

    private void use(String next) {
      if (!next.equals(source)) {
        pattern = LikePattern.of(next, escape);
        source = next;
      }
    }
  }
}
