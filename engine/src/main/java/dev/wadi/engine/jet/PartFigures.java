package dev.wadi.engine.jet;

import java.util.List;

/// What one member has done of a run so far.
///
/// @param offHeapBytes that it holds now
/// @param rowsReceived from other members
/// @param stages in the order of the dataflow
record PartFigures(long offHeapBytes, long rowsReceived, List<StageMetrics> stages) {
  static final PartFigures NONE = new PartFigures(0, 0, List.of());

  PartFigures {
    stages = List.copyOf(stages);
  }
}
