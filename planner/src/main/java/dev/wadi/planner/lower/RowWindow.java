package dev.wadi.planner.lower;

import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/// The windows that rows will belong to.
///
/// @param timeColumn whose windows these are
/// @param sessionKeys the columns by which sessions are told apart, if they are not the keys of the
///   aggregation
record RowWindow(int timeColumn, WindowShape shape, Optional<List<Integer>> sessionKeys) {
  static RowWindow of(int timeColumn, WindowShape shape) {
    return new RowWindow(timeColumn, shape, Optional.empty());
  }

  RowWindow moved(IntUnaryOperator places) {
    return new RowWindow(
        places.applyAsInt(timeColumn),
        shape,
        sessionKeys.map(keys -> keys.stream().map(places::applyAsInt).toList()));
  }

  /// The columns that must not be lost.
  List<Integer> columns() {
    List<Integer> columns = new java.util.ArrayList<>(sessionKeys.orElse(List.of()));
    columns.add(timeColumn);
    return columns;
  }
}
