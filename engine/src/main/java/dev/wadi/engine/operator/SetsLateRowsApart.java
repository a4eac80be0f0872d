package dev.wadi.engine.operator;

/// An operator that may have to hand on the rows that come too late for those behind it, as a
/// second output. Asked for that before the first batch, or never.
public interface SetsLateRowsApart extends Operator {
  void lateTo(Output late);
}
