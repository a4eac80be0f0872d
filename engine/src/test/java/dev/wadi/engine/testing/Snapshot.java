package dev.wadi.engine.testing;

import dev.wadi.engine.dataflow.SplitState;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All that one run leaves to the next.
///
/// @param state what the operators of all subtasks wrote
/// @param splits how far each source stage has read
/// @param ended the stages whose subtasks have all ended; they do not run again
/// @param committables what each sink has prepared, by its number
record Snapshot(
    Map<Step, List<StateBytes>> state,
    Map<Integer, List<SplitState>> splits,
    Set<Integer> ended,
    Map<Integer, List<String>> committables) {
  /// An operator's place in a dataflow.
  record Step(int stage, int index) {}

  static Snapshot none() {
    return new Snapshot(Map.of(), Map.of(), Set.of(), Map.of());
  }
}
