package dev.wadi.engine.operator;

/// An operator that may have to hand on what it leaves out, as a second output: rows that come too
/// late for those behind it, or dead letters. Asked for that before the first batch, or never.
public interface SetsRowsApart extends Operator {
  void apartTo(Output apart);
}
