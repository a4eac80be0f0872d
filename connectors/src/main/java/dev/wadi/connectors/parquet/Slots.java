package dev.wadi.connectors.parquet;

/// Which entries of a leaf stand for a value, possibly null, of a node.
///
/// @param repetition the repetition level of the innermost list around the node, 0 if there is none
/// @param definition the definition level from which on that list has an element at the entry, 0 if
///   there is none
record Slots(int repetition, int definition) {
  static final Slots OF_ROWS = new Slots(0, 0);

  boolean has(Levels levels, int entry) {
    return levels.repetition(entry) <= repetition && levels.definition(entry) >= definition;
  }
}
