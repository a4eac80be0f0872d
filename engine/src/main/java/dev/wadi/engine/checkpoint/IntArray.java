package dev.wadi.engine.checkpoint;

import java.util.Arrays;

/// Ints that grow in number.
final class IntArray {
  private int[] values = new int[16];
  private int count;

  void add(int value) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = value;
  }

  int get(int i) {
    return values[i];
  }

  void set(int i, int value) {
    values[i] = value;
  }

  int count() {
    return count;
  }

  void clear() {
    count = 0;
  }

  /// Where a value would stand among ascending ones: at the first that is greater.
  int firstAbove(int value) {
    int found = Arrays.binarySearch(values, 0, count, value);
    return found < 0 ? -found - 1 : found + 1;
  }

  int[] toArray() {
    return Arrays.copyOf(values, count);
  }
}
