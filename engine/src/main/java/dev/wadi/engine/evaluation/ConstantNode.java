package dev.wadi.engine.evaluation;

import dev.wadi.sdk.error.WadiException;

/// The same value for each row, written once into an array: so operations need no form of their own
/// for constants.
final class ConstantNode<V extends Values> implements Node<V> {
  private final V value;
  private int filled;

  /// @param value its first row is the constant
  ConstantNode(V value) {
    this.value = value;
  }

  @Override
  public V evaluate(Rows rows) {
    if (filled < rows.count()) {
      value.repeatFirst(rows.count());
      filled = rows.count();
    }
    value.truncate(rows.count());
    return value;
  }

  /// The value, in the first row.
  V value() {
    return value;
  }

  /// If all inputs are constant, then so is the result.
  static <V extends Values> Node<V> fold(Node<V> node, Node<?>... inputs) {
    for (Node<?> input : inputs) {
      if (!(input instanceof ConstantNode)) {
        return node;
      }
    }
    try {
      return new ConstantNode<>(node.evaluate(new Rows(null, null, 0, 1)));
    } catch (WadiException e) {
      // An error only if there is a row for which it is computed.
      return node;
    }
  }
}
