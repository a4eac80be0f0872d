package dev.wadi.engine.evaluation;

import dev.wadi.engine.batch.Bits;
import java.util.Arrays;

/// BOOLEAN: a bit per row.
final class Flags extends Values {
  long[] words = {};

  @Override
  void reserve(int rowCount) {
    if (words.length < Bits.wordCount(rowCount)) {
      words = Arrays.copyOf(words, Bits.wordCount(rowCount));
    }
  }

  boolean get(int i) {
    return (words[i >> 6] >>> i & 1) != 0;
  }

  void set(int i, boolean value) {
    long bit = 1L << i;
    words[i >> 6] = value ? words[i >> 6] | bit : words[i >> 6] & ~bit;
  }

  /// Bits of the rows 64 * word and up that are true: neither false nor null.
  long trueWord(int word) {
    return words[word] & validWord(word);
  }

  /// Bits of the rows 64 * word and up that are false: neither true nor null.
  long falseWord(int word) {
    return ~words[word] & validWord(word);
  }

  @Override
  void putValues(Positions positions, Values source) {
    Flags from = (Flags) source;
    for (int i = 0; i < positions.count(); i++) {
      set(positions.indexes()[i], from.get(i));
    }
  }

  @Override
  void repeatFirstValue(int rowCount) {
    Arrays.fill(words, 0, Bits.wordCount(rowCount), get(0) ? -1L : 0L);
  }
}
