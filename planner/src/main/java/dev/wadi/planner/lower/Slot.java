package dev.wadi.planner.lower;

/// Where a field of a relation is in the plan's output.
sealed interface Slot {
  /// One column.
  record Column(int index) implements Slot {}

  /// A window struct, held as two columns: it becomes a struct only where somebody needs one.
  record Window(int start, int end) implements Slot {}

  /// The same field where all columns stand further to the right.
  default Slot moved(int offset) {
    return switch (this) {
      case Column column -> new Column(column.index() + offset);
      case Window window -> new Window(window.start() + offset, window.end() + offset);
    };
  }
}
