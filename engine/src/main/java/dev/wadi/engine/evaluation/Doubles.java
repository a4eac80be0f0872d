package dev.wadi.engine.evaluation;

import java.util.Arrays;

/// FLOAT and DOUBLE.
final class Doubles extends Values {
  double[] values = {};

  @Override
  void reserve(int rowCount) {
    if (values.length < rowCount) {
      values = Arrays.copyOf(values, rowCount);
    }
  }

  @Override
  void putValues(Positions positions, Values source) {
    double[] from = ((Doubles) source).values;
    for (int i = 0; i < positions.count(); i++) {
      values[positions.indexes()[i]] = from[i];
    }
  }

  @Override
  void repeatFirstValue(int rowCount) {
    Arrays.fill(values, 0, rowCount, values[0]);
  }
}
