package dev.wadi.engine.item;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/// The order of items of one type, as in ORDER BY: lists item by item, nulls in them last.
public enum ItemOrder implements Comparator<Object> {
  INSTANCE;

  @Override
  public int compare(Object one, Object other) {
    if (one == null || other == null) {
      return Boolean.compare(one == null, other == null);
    }
    return one instanceof List<?> list ? lists(list, (List<?>) other) : values(one, other);
  }

  // Items of one type have one class, which can be compared with itself.
  @SuppressWarnings("unchecked")
  private static int values(Object one, Object other) {
    return ((Comparable<Object>) one).compareTo(other);
  }

  private int lists(List<?> one, List<?> other) {
    Iterator<?> others = other.iterator();
    for (Object item : one) {
      int order = others.hasNext() ? compare(item, others.next()) : 1;
      if (order != 0) {
        return order;
      }
    }
    return others.hasNext() ? -1 : 0;
  }
}
