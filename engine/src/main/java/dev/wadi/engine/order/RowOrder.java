package dev.wadi.engine.order;

import dev.wadi.engine.batch.Bits;
import dev.wadi.engine.plan.SortKey;
import dev.wadi.sdk.batch.Column;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Compares two rows of the same columns.
public interface RowOrder {
  /// Negative if row `a` comes before row `b`, positive if after, 0 if neither.
  int compare(int a, int b);

  /// By keys alone.
  ///
  /// @param columns borrowed; the order is valid as long as they are
  static RowOrder of(List<Column> columns, List<SortKey> keys) {
    RowOrder[] orders =
        keys.stream().map(key -> of(columns.get(key.column()), key)).toArray(RowOrder[]::new);
    return orders.length == 1 ? orders[0] : chained(orders);
  }

  /// By keys, then by all other columns: only rows that nobody can tell apart are equal.
  static RowOrder total(List<Column> columns, List<SortKey> keys) {
    List<SortKey> all = new ArrayList<>(keys);
    for (int i = 0; i < columns.size(); i++) {
      int column = i;
      if (keys.stream().noneMatch(key -> key.column() == column)) {
        all.add(new SortKey(column, false, false));
      }
    }
    return of(columns, all);
  }

  private static RowOrder chained(RowOrder... orders) {
    return (a, b) -> {
      for (RowOrder order : orders) {
        int result = order.compare(a, b);
        if (result != 0) {
          return result;
        }
      }
      return 0;
    };
  }

  private static RowOrder of(Column column, SortKey key) {
    ValueOrder ascending = ValueOrder.of(column);
    ValueOrder values = key.descending() ? (a, b) -> ascending.compare(b, a) : ascending;
    if (!column.hasNulls()) {
      return values::compare;
    }
    MemorySegment validity = column.validity();
    int nullFirst = key.nullsFirst() ? -1 : 1;
    return (a, b) -> {
      boolean hasA = Bits.get(validity, a);
      boolean hasB = Bits.get(validity, b);
      if (hasA && hasB) {
        return values.compare(a, b);
      }
      return hasA == hasB ? 0 : hasA ? -nullFirst : nullFirst;
    };
  }
}
