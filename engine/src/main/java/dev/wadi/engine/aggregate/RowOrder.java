package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.Bits;
import dev.wadi.engine.plan.AggregateCall.Order;
import dev.wadi.sdk.batch.Column;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// The order of rows. What is equal by the given order is told apart by the values themselves, so
/// that it does not matter in which order rows come.
final class RowOrder {
  private final List<Order> ordering;

  RowOrder(List<Order> ordering) {
    this.ordering = ordering;
  }

  boolean isGiven() {
    return !ordering.isEmpty();
  }

  /// The order of rows of some columns and rows of others of the same types; all are equal if no
  /// order is given.
  ValueOrder between(List<Column> columns, List<Column> others) {
    ValueOrder result = (row, otherRow) -> 0;
    if (isGiven()) {
      for (int i = columns.size() - 1; i >= 0; i--) {
        result = then(new Order(i, false, false), columns, others, result);
      }
    }
    for (Order order : ordering.reversed()) {
      result = then(order, columns, others, result);
    }
    return result;
  }

  private static ValueOrder then(
      Order order, List<Column> columns, List<Column> others, ValueOrder next) {
    Column column = columns.get(order.argument());
    Column other = others.get(order.argument());
    ValueOrder values = ValueOrder.of(column, other);
    MemorySegment validity = column.validity();
    MemorySegment otherValidity = other.validity();
    return (row, otherRow) -> {
      boolean present = Bits.get(validity, row);
      boolean otherPresent = Bits.get(otherValidity, otherRow);
      int compared = 0;
      if (present && otherPresent) {
        int ascending = values.compare(row, otherRow);
        compared = order.descending() ? -ascending : ascending;
      } else if (present != otherPresent) {
        compared = present == order.nullsFirst() ? 1 : -1;
      }
      return compared != 0 ? compared : next.compare(row, otherRow);
    };
  }
}
