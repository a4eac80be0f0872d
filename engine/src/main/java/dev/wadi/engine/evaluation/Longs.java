package dev.wadi.engine.evaluation;

import java.util.Arrays;

/// Whole numbers of all sizes, dates, times, timestamps, intervals, and decimals of up to 18 digits
/// (unscaled). UBIGINT is kept as the same 64 bits.
final class Longs extends Values {
  long[] values = {};

  @Override
  void reserve(int rowCount) {
    if (values.length < rowCount) {
      values = Arrays.copyOf(values, rowCount);
    }
  }

  @Override
  void putValues(Positions positions, Values source) {
    long[] from = ((Longs) source).values;
    for (int i = 0; i < positions.count(); i++) {
      values[positions.indexes()[i]] = from[i];
    }
  }

  @Override
  void repeatFirstValue(int rowCount) {
    Arrays.fill(values, 0, rowCount, values[0]);
  }
}
