package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.RowHash;
import dev.wadi.engine.state.StateArray;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.math.BigDecimal;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;

/// The values of each group in their order, and how often each occurs: a treap per group (Aragon
/// and Seidel 1989), all in the same arrays, so that a million small groups cost as little as one
/// large one. Counts may be negative for a while; a value whose count is 0 is gone.
final class ValueTree implements AutoCloseable {
  /// Neither a value nor a child.
  static final int NONE = 0;

  private final OrderedValues values;
  private final StateArray roots;
  private final StateArray counts;
  // Left child in the upper half, right one in the lower; of free nodes, the next free one.
  private final StateArray children;
  private int nodeCount = 1;
  private int firstFree = NONE;
  private int smaller;
  private int greater;

  ValueTree(Field type, BufferAllocator allocator) {
    this.values = OrderedValues.of(type, allocator);
    this.roots = new StateArray(allocator);
    this.counts = new StateArray(allocator);
    this.children = new StateArray(allocator);
  }

  /// What to do with each value.
  interface Visitor {
    /// @return whether to go on
    boolean visit(int node, long count);
  }

  void grow(int groupCount) {
    roots.grow(groupCount);
  }

  /// Takes the values of rows as candidates for {@link #add}.
  void read(Column column, Selection rows) {
    values.read(column, rows);
  }

  /// Changes the count of a value.
  void add(int group, int candidate, long change) {
    if (change == 0) {
      return;
    }
    int root = root(group);
    int node = find(root, candidate);
    if (node == NONE) {
      roots.set(group, insert(root, newNode(candidate, change), candidate));
    } else if (counts.get(node) + change != 0) {
      counts.set(node, counts.get(node) + change);
    } else {
      roots.set(group, remove(root, node, candidate));
      free(node);
    }
  }

  private int root(int group) {
    return (int) roots.get(group);
  }

  private int find(int root, int candidate) {
    int node = root;
    while (node != NONE) {
      int order = values.compare(candidate, node);
      if (order == 0) {
        return node;
      }
      node = order < 0 ? left(node) : right(node);
    }
    return NONE;
  }

  private int newNode(int candidate, long count) {
    int node = firstFree;
    if (node == NONE) {
      node = nodeCount++;
      values.grow(nodeCount);
      counts.grow(nodeCount);
      children.grow(nodeCount);
    } else {
      firstFree = right(node);
    }
    values.store(candidate, node);
    counts.set(node, count);
    children.set(node, 0);
    return node;
  }

  private void free(int node) {
    values.forget(node);
    children.set(node, firstFree);
    firstFree = node;
  }

  private int insert(int tree, int node, int candidate) {
    if (tree == NONE) {
      return node;
    }
    if (isAbove(node, tree)) {
      split(tree, candidate);
      link(node, smaller, greater);
      return node;
    }
    if (values.compare(candidate, tree) < 0) {
      link(tree, insert(left(tree), node, candidate), right(tree));
    } else {
      link(tree, left(tree), insert(right(tree), node, candidate));
    }
    return tree;
  }

  // Into `smaller` and `greater`.
  private void split(int tree, int candidate) {
    if (tree == NONE) {
      smaller = NONE;
      greater = NONE;
    } else if (values.compare(candidate, tree) < 0) {
      split(left(tree), candidate);
      link(tree, greater, right(tree));
      greater = tree;
    } else {
      split(right(tree), candidate);
      link(tree, left(tree), smaller);
      smaller = tree;
    }
  }

  private int remove(int tree, int node, int candidate) {
    if (tree == node) {
      return join(left(node), right(node));
    }
    if (values.compare(candidate, tree) < 0) {
      link(tree, remove(left(tree), node, candidate), right(tree));
    } else {
      link(tree, left(tree), remove(right(tree), node, candidate));
    }
    return tree;
  }

  private int join(int lesser, int larger) {
    if (lesser == NONE || larger == NONE) {
      return lesser == NONE ? larger : lesser;
    }
    if (isAbove(lesser, larger)) {
      link(lesser, left(lesser), join(right(lesser), larger));
      return lesser;
    }
    link(larger, join(lesser, left(larger)), right(larger));
    return larger;
  }

  // A node's number, mixed, is as good as the random priority that a treap wants.
  private static boolean isAbove(int node, int other) {
    return RowHash.mix(node) > RowHash.mix(other);
  }

  private int left(int node) {
    return (int) (children.get(node) >>> 32);
  }

  private int right(int node) {
    return (int) children.get(node);
  }

  private void link(int node, int left, int right) {
    children.set(node, (long) left << 32 | right);
  }

  /// All values of a group in ascending or descending order.
  void visit(int group, boolean ascending, Visitor visitor) {
    walk(root(group), ascending, visitor);
  }

  private boolean walk(int tree, boolean ascending, Visitor visitor) {
    return tree == NONE
        || walk(ascending ? left(tree) : right(tree), ascending, visitor)
            && visitor.visit(tree, counts.get(tree))
            && walk(ascending ? right(tree) : left(tree), ascending, visitor);
  }

  /// How many values a group has, repetitions included.
  long total(int group) {
    long[] total = {0};
    visit(
        group,
        true,
        (node, count) -> {
          total[0] += Math.max(0, count);
          return true;
        });
    return total[0];
  }

  /// The value in a group that comes after some others, repetitions included, or {@link #NONE}.
  int at(int group, boolean ascending, long others) {
    long[] left = {others};
    int[] found = {NONE};
    visit(
        group,
        ascending,
        (node, count) -> {
          left[0] -= Math.max(0, count);
          found[0] = left[0] < 0 ? node : NONE;
          return left[0] >= 0;
        });
    return found[0];
  }

  /// A number that was visited.
  double number(int node) {
    return values.number(node);
  }

  /// A whole number or decimal that was visited.
  BigDecimal exact(int node) {
    return values.exact(node);
  }

  /// Writes a value that was visited.
  void write(FieldVector vector, int index, int node) {
    values.write(vector, index, node);
  }

  @Override
  public void close() {
    values.close();
    roots.close();
    counts.close();
    children.close();
  }
}
