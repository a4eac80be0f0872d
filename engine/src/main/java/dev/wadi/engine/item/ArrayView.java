package dev.wadi.engine.item;

import java.util.AbstractList;
import java.util.RandomAccess;

/// Some rows after each other of a vector.
final class ArrayView extends AbstractList<Object> implements RandomAccess {
  private final ItemReader items;
  private final int start;
  private final int size;

  ArrayView(ItemReader items, int start, int end) {
    this.items = items;
    this.start = start;
    this.size = end - start;
  }

  @Override
  public Object get(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(index);
    }
    return items.read(start + index);
  }

  @Override
  public int size() {
    return size;
  }
}
