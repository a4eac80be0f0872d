package dev.wadi.engine.evaluation;

/// An operation with two inputs whose result is null where one of them is.
final class Binary<A extends Values, B extends Values, R extends Values> implements Node<R> {
  private final Node<A> left;
  private final Node<B> right;
  private final R result;
  private final Loop<A, B, R> loop;

  private Binary(Node<A> left, Node<B> right, R result, Loop<A, B, R> loop) {
    this.left = left;
    this.right = right;
    this.result = result;
    this.loop = loop;
  }

  /// Called once per batch; the loop over the rows is inside.
  interface Loop<A, B, R> {
    /// @param result has room and the inputs' nulls; the loop may add nulls
    void run(A left, B right, R result);
  }

  static <A extends Values, B extends Values, R extends Values> Node<R> of(
      Node<A> left, Node<B> right, R result, Loop<A, B, R> loop) {
    return ConstantNode.fold(new Binary<>(left, right, result, loop), left, right);
  }

  @Override
  public R evaluate(Rows rows) {
    A a = left.evaluate(rows);
    B b = right.evaluate(rows);
    result.start(rows.count());
    result.nullsOf(a, b);
    loop.run(a, b, result);
    return result;
  }
}
