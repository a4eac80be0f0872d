package dev.wadi.engine.evaluation;

import dev.wadi.engine.batch.Bits;
import dev.wadi.engine.expression.Expression;
import java.util.ArrayList;
import java.util.List;

/// CASE: each condition is computed only for the rows that no branch has taken before, each value
/// only for the rows that take it.
final class CaseNode<V extends Values> implements Node<V> {
  private record Branch<V extends Values>(Node<Flags> condition, Node<V> value) {}

  private final List<Branch<V>> branches;
  private final Node<V> otherwise;
  private final V result;
  private long[] taken = {};
  private long[] left = {};

  private CaseNode(List<Branch<V>> branches, Node<V> otherwise, V result) {
    this.branches = branches;
    this.otherwise = otherwise;
    this.result = result;
  }

  static <V extends Values> Node<V> of(Expression.Case e, V result, Compilation compilation) {
    List<Branch<V>> branches = new ArrayList<>();
    for (Expression.Case.Branch branch : e.branches()) {
      branches.add(
          new Branch<>(compilation.typed(branch.condition()), compilation.typed(branch.value())));
    }
    return new CaseNode<>(branches, compilation.typed(e.otherwise()), result);
  }

  @Override
  public V evaluate(Rows rows) {
    result.start(rows.count());
    Rows open = rows;
    Positions places = null;
    for (Branch<V> branch : branches) {
      if (open.count() == 0) {
        return result;
      }
      split(branch.condition().evaluate(open));
      Positions now = Positions.ofBits(taken, open.count());
      if (now.count() == rows.count()) {
        return branch.value().evaluate(rows);
      }
      if (now.count() > 0) {
        put(branch.value(), open, now, places);
        Positions later = Positions.ofBits(left, open.count());
        open = open.at(later);
        places = later.within(places);
      }
    }
    if (places == null) {
      return otherwise.evaluate(rows);
    }
    if (open.count() > 0) {
      result.put(places, otherwise.evaluate(open));
    }
    return result;
  }

  private void put(Node<V> value, Rows open, Positions now, Positions places) {
    Rows taking =
        value instanceof ConstantNode ? new Rows(null, null, 0, now.count()) : open.at(now);
    result.put(now.within(places), value.evaluate(taking));
  }

  private void split(Flags condition) {
    int wordCount = condition.wordCount();
    if (taken.length < wordCount) {
      taken = new long[wordCount];
      left = new long[wordCount];
    }
    for (int i = 0; i < wordCount; i++) {
      taken[i] = condition.trueWord(i);
      left[i] = ~taken[i] & Bits.lowMask(condition.count() - (i << 6));
    }
  }
}
