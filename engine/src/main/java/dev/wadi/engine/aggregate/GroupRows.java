package dev.wadi.engine.aggregate;

import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.List;

/// Rows that are kept for each group, as numbered entries.
sealed interface GroupRows extends AutoCloseable permits AppendedRows, CountedRows {
  /// How often a row has come (or, if negative, gone).
  @FunctionalInterface
  interface Change {
    long of(int i);
  }

  /// @param columns aligned with each other
  /// @param change of the number of occurrences of the i-th of the rows
  void add(List<Column> columns, GroupedRows rows, Change change);

  /// What the entries are, a row for each; borrowed, valid until the next {@link #add}.
  List<Column> columns();

  /// The entries of groups `from` to `to - 1`, group by group, in the order of arrival.
  Selection entries(int from, int to);

  /// How many of these are of a group.
  int count(int group);

  /// How often the row of an entry occurs; not positive if it has gone more often than come.
  long occurrences(int entry);

  @Override
  void close();
}
