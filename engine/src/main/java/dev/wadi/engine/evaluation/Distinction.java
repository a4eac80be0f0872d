package dev.wadi.engine.evaluation;

/// `IS [NOT] DISTINCT FROM`: comparison in which null equals null, so that the result never is
/// null.
final class Distinction<V extends Values> implements Node<Flags> {
  private final Node<V> left;
  private final Node<V> right;
  private final SqlType type;
  private final long flip;
  private final Flags result = new Flags();

  @SuppressWarnings("unchecked")
  Distinction(Node<?> left, Node<?> right, SqlType type, boolean distinct) {
    this.left = (Node<V>) left;
    this.right = (Node<V>) right;
    this.type = type;
    this.flip = distinct ? -1L : 0L;
  }

  @Override
  public Flags evaluate(Rows rows) {
    V a = left.evaluate(rows);
    V b = right.evaluate(rows);
    result.start(rows.count());
    Comparisons.equal(a, b, type, result);
    for (int i = 0; i < result.wordCount(); i++) {
      long x = a.validWord(i);
      long y = b.validWord(i);
      result.words[i] = flip ^ (~(x | y) | x & y & result.words[i]);
    }
    return result;
  }
}
