package dev.wadi.engine.plan;

/// One key of an order.
///
/// @param column of the input
/// @param nullsFirst whether nulls come before all values, whatever the direction
public record SortKey(int column, boolean descending, boolean nullsFirst) {}
