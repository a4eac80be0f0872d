package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.Bits;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/// Rows with the group of each.
///
/// @param groups entry i is the group of the i-th of the rows
record GroupedRows(Selection rows, int[] groups) {
  /// Some of these rows, by their places among them.
  GroupedRows range(int from, int to) {
    Selection some = new Selection(Arrays.copyOfRange(rows.rows(), from, to), to - from);
    return new GroupedRows(some, Arrays.copyOfRange(groups, from, to));
  }

  /// The rows for which a column is not null.
  GroupedRows withoutNulls(Column column) {
    return column.hasNulls() ? where(column.validity(), null) : this;
  }

  /// The rows for which no column is null.
  GroupedRows withoutNulls(List<Column> columns) {
    GroupedRows present = this;
    for (Column column : columns) {
      present = present.withoutNulls(column);
    }
    return present;
  }

  /// The partial results that are not of a group without rows, which are null in all columns.
  GroupedRows withState(List<Column> states) {
    int[] kept = new int[rows.count()];
    int[] keptGroups = new int[rows.count()];
    int count = 0;
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      if (states.stream().anyMatch(column -> !column.isNull(row))) {
        kept[count] = row;
        keptGroups[count++] = groups[i];
      }
    }
    return new GroupedRows(new Selection(kept, count), keptGroups);
  }

  /// The rows for which a BOOLEAN column is true.
  GroupedRows whereTrue(Column condition) {
    return where(condition.validity(), condition.data());
  }

  private GroupedRows where(MemorySegment bits, MemorySegment more) {
    var kept = new Builder(rows.count());
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      if (Bits.get(bits, row) && (more == null || Bits.get(more, row))) {
        kept.add(row, groups[i]);
      }
    }
    return kept.build();
  }

  /// Collects some of the rows of a batch.
  static final class Builder {
    private final int[] rows;
    private final int[] groups;
    private int count;

    /// @param most how many rows there are at most
    Builder(int most) {
      rows = new int[most];
      groups = new int[most];
    }

    void add(int row, int group) {
      rows[count] = row;
      groups[count++] = group;
    }

    GroupedRows build() {
      return new GroupedRows(new Selection(rows, count), groups);
    }
  }
}
