package dev.wadi.engine.evaluation;

import dev.wadi.engine.batch.Bits;
import java.util.Arrays;

/// One value per row at hand, in Java arrays that a node owns and uses again for the next rows.
/// Value i belongs to the i-th of the rows, whatever its place in the batch: so loops are dense and
/// the same whether rows are selected or not. Values under a null are unspecified but harmless, and
/// so are bits behind the last row.
abstract sealed class Values permits Doubles, Flags, Longs, Nested, Texts, Wides {
  private static final long[] NONE = {};

  private int count;
  private boolean nullable;
  private long[] valid = NONE;

  /// Makes room for values that are about to be written, none of them null yet.
  final void start(int rowCount) {
    clear();
    restart(rowCount);
  }

  private void restart(int rowCount) {
    count = rowCount;
    nullable = false;
    reserve(rowCount);
  }

  /// Lets go of what the values before were made of.
  void clear() {}

  /// The first value is kept.
  abstract void reserve(int rowCount);

  /// Copies values to other places, nulls included.
  final void put(Positions positions, Values source) {
    putValues(positions, source);
    if (source.nullable || nullable) {
      long[] words = writableValidity();
      for (int i = 0; i < positions.count(); i++) {
        int index = positions.indexes()[i];
        long bit = 1L << index;
        words[index >> 6] = source.isNull(i) ? words[index >> 6] & ~bit : words[index >> 6] | bit;
      }
    }
  }

  /// @param source of the same class
  abstract void putValues(Positions positions, Values source);

  /// Fills `rowCount` rows with the first value.
  final void repeatFirst(int rowCount) {
    boolean isNull = isNull(0);
    restart(rowCount);
    repeatFirstValue(rowCount);
    if (isNull) {
      setAllNull();
    }
  }

  abstract void repeatFirstValue(int rowCount);

  final int count() {
    return count;
  }

  /// Says that only the first rows count.
  final void truncate(int rowCount) {
    count = rowCount;
  }

  /// False if no row is null.
  final boolean nullable() {
    return nullable;
  }

  final boolean isNull(int i) {
    return nullable && (valid[i >> 6] >>> i & 1) == 0;
  }

  /// Bits of the rows 64 * word and up that are not null; bits behind the last row are zero.
  final long validWord(int word) {
    return (nullable ? valid[word] : -1L) & Bits.lowMask(count - (word << 6));
  }

  final int wordCount() {
    return Bits.wordCount(count);
  }

  /// The null bitmap, to be written.
  final long[] writableValidity() {
    if (!nullable) {
      if (valid.length < wordCount()) {
        valid = new long[Bits.wordCount(Math.max(count, 1))];
      }
      Arrays.fill(valid, 0, wordCount(), -1L);
      nullable = true;
    }
    return valid;
  }

  final void setNull(int i) {
    writableValidity()[i >> 6] &= ~(1L << i);
  }

  final void setAllNull() {
    Arrays.fill(writableValidity(), 0, wordCount(), 0L);
  }

  /// A row is null if it is null there; `count` must be the same.
  final void nullsOf(Values source) {
    if (source.nullable) {
      boolean first = !nullable;
      long[] words = writableValidity();
      for (int i = 0; i < wordCount(); i++) {
        words[i] = first ? source.valid[i] : words[i] & source.valid[i];
      }
    }
  }

  /// A row is null if it is null in one of them.
  final void nullsOf(Values a, Values b) {
    nullsOf(a);
    nullsOf(b);
  }
}
