package dev.wadi.engine.evaluation;

/// An operation with one input whose result is null where the input is.
final class Unary<A extends Values, R extends Values> implements Node<R> {
  private final Node<A> input;
  private final R result;
  private final Loop<A, R> loop;

  private Unary(Node<A> input, R result, Loop<A, R> loop) {
    this.input = input;
    this.result = result;
    this.loop = loop;
  }

  /// Called once per batch; the loop over the rows is inside.
  interface Loop<A, R> {
    /// @param result has room and the input's nulls; the loop may add nulls
    void run(A input, R result);
  }

  static <A extends Values, R extends Values> Node<R> of(Node<A> input, R result, Loop<A, R> loop) {
    return ConstantNode.fold(new Unary<>(input, result, loop), input);
  }

  @Override
  public R evaluate(Rows rows) {
    A values = input.evaluate(rows);
    result.start(rows.count());
    result.nullsOf(values);
    loop.run(values, result);
    return result;
  }
}
