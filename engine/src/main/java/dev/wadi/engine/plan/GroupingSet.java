package dev.wadi.engine.plan;

import java.util.List;

/// One of the sets of keys that rows are grouped by together.
///
/// @param keys positions among the keys, of those that rows are grouped by
/// @param constants as many in every set
public record GroupingSet(List<Integer> keys, List<Long> constants) {
  public GroupingSet {
    keys = List.copyOf(keys);
    constants = List.copyOf(constants);
  }
}
