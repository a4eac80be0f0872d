package dev.wadi.engine.item;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/// The entries of a map in their order; a key is looked for from the first entry on.
final class MapView extends AbstractMap<Object, Object> {
  private final ItemReader keys;
  private final ItemReader values;
  private final int start;
  private final int end;

  MapView(ItemReader keys, ItemReader values, int start, int end) {
    this.keys = keys;
    this.values = values;
    this.start = start;
    this.end = end;
  }

  @Override
  public Set<Map.Entry<Object, Object>> entrySet() {
    return new Entries();
  }

  private final class Entries extends AbstractSet<Map.Entry<Object, Object>> {
    @Override
    public Iterator<Map.Entry<Object, Object>> iterator() {
      return new Iterator<>() {
        private int next = start;

        @Override
        public boolean hasNext() {
          return next < end;
        }

        @Override
        public Map.Entry<Object, Object> next() {
          if (next >= end) {
            throw new NoSuchElementException();
          }
          int row = next++;
          return new SimpleImmutableEntry<>(keys.read(row), values.read(row));
        }
      };
    }

    @Override
    public int size() {
      return end - start;
    }
  }
}
