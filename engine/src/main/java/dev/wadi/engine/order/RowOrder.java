package dev.wadi.engine.order;

import dev.wadi.engine.batch.Bits;
import dev.wadi.engine.plan.SortKey;
import dev.wadi.sdk.batch.Column;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Compares two rows of the same columns, or a row of some columns with one of others of the same
/// types.
public interface RowOrder {
  /// Negative if row `a` comes before row `b`, positive if after, 0 if neither.
  int compare(int a, int b);

  /// By keys alone.
  ///
  /// @param columns borrowed; the order is valid as long as they are
  static RowOrder of(List<Column> columns, List<SortKey> keys) {
    return between(columns, columns, keys);
  }

  /// By keys alone, rows of some columns compared with rows of others.
  static RowOrder between(List<Column> columns, List<Column> others, List<SortKey> keys) {
    RowOrder[] orders =
        keys.stream()
            .map(key -> between(columns.get(key.column()), others.get(key.column()), key))
            .toArray(RowOrder[]::new);
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

  private static RowOrder between(Column one, Column other, SortKey key) {
    ValueOrder ascending = ValueOrder.of(one, other);
    ValueOrder values = key.descending() ? (a, b) -> -ascending.compare(a, b) : ascending;
    if (!one.hasNulls() && !other.hasNulls()) {
      return values::compare;
    }
    MemorySegment validity = one.validity();
    MemorySegment otherValidity = other.validity();
    int nullFirst = key.nullsFirst() ? -1 : 1;
    return (a, b) -> {
      boolean hasA = Bits.get(validity, a);
      boolean hasB = Bits.get(otherValidity, b);
      if (hasA && hasB) {
        return values.compare(a, b);
      }
      return hasA == hasB ? 0 : hasA ? -nullFirst : nullFirst;
    };
  }
}
