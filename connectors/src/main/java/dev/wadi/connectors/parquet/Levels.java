package dev.wadi.connectors.parquet;

import java.util.Arrays;

/// The repetition and definition levels of a leaf in one batch, one pair per entry. An entry is a
/// value, a null, or the place of an empty or missing list or struct.
final class Levels {
  private int[] repetition = new int[256];
  private int[] definition = new int[256];
  private int count;

  void clear() {
    count = 0;
  }

  void add(int repetitionLevel, int definitionLevel) {
    if (count == definition.length) {
      repetition = Arrays.copyOf(repetition, count * 2);
      definition = Arrays.copyOf(definition, count * 2);
    }
    repetition[count] = repetitionLevel;
    definition[count++] = definitionLevel;
  }

  int count() {
    return count;
  }

  int repetition(int entry) {
    return repetition[entry];
  }

  int definition(int entry) {
    return definition[entry];
  }
}
