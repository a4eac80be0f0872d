package dev.wadi.engine.plan;

/// What becomes of a row that something is wrong with.
public enum BadData {
  /// It fails the pipeline.
  FAIL,
  /// It is left out, and counted.
  DROP
}
