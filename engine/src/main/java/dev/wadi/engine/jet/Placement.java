package dev.wadi.engine.jet;

/// Where the subtasks of a run are. They are dealt out to its members in turn, so that a stage with
/// a single one has it on the first, which owns the run. Jet has as many processors of a stage on
/// each member; those that are too many do nothing.
///
/// @param members how many members the run has
record Placement(int members) {
  Placement {
    if (members < 1) {
      throw new IllegalArgumentException("members " + members);
    }
  }

  /// How many processors each member has of a stage with this parallelism.
  int localParallelism(int parallelism) {
    return Math.ceilDiv(parallelism, members);
  }

  /// The number of the subtask that a processor has, if there are as many.
  ///
  /// @param member number of its member
  /// @param index of the processor on that
  int subtask(int member, int index) {
    return index * members + member;
  }

  /// The number of the member that has a subtask.
  int memberOf(int subtask) {
    return subtask % members;
  }

  /// Which processor of its member has a subtask.
  int indexOf(int subtask) {
    return subtask / members;
  }
}
