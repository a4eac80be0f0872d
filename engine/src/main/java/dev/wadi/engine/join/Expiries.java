package dev.wadi.engine.join;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// Which rows expire when, to a grain: a row may stay up to one grain longer than it has to.
final class Expiries {
  private final long grain;
  private final TreeMap<Long, Rows> byTime = new TreeMap<>();

  /// @param grain at least 1
  Expiries(long grain) {
    this.grain = grain;
  }

  void add(long time, int row) {
    byTime.computeIfAbsent(roundUp(time), _ -> new Rows()).add(row);
  }

  private long roundUp(long time) {
    long behind = Math.floorMod(time, grain);
    return behind == 0 || time > Long.MAX_VALUE - grain ? time : time + grain - behind;
  }

  boolean any(long now) {
    return !byTime.isEmpty() && byTime.firstKey() <= now;
  }

  /// Takes out rows that have expired, whole grains until there are enough.
  int[] take(long now, int enough) {
    Rows taken = new Rows();
    while (taken.count < enough && any(now)) {
      Map.Entry<Long, Rows> first = byTime.pollFirstEntry();
      taken.addAll(first.getValue());
    }
    return Arrays.copyOf(taken.numbers, taken.count);
  }

  void clear() {
    byTime.clear();
  }

  private static final class Rows {
    private int[] numbers = new int[8];
    private int count;

    private void add(int row) {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
      }
      numbers[count++] = row;
    }

    private void addAll(Rows more) {
      if (count + more.count > numbers.length) {
        numbers = Arrays.copyOf(numbers, Math.max(2 * count, count + more.count));
      }
      System.arraycopy(more.numbers, 0, numbers, count, more.count);
      count += more.count;
    }
  }
}
