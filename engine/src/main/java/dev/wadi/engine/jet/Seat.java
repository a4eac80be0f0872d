package dev.wadi.engine.jet;

/// The place of one member in a run.
///
/// @param member its number; that of one which came after the run had been described is as great as
///   the number of members, and it has nothing to do
record Seat(Placement placement, int member) {
  /// That of the only member.
  static final Seat ALONE = new Seat(new Placement(1), 0);

  /// Whether the run has other members.
  boolean isShared() {
    return placement.members() > 1;
  }

  /// Whether the member has a subtask for its processor of that number.
  boolean isTaken(int index, int parallelism) {
    return member < placement.members() && subtask(index) < parallelism;
  }

  int subtask(int index) {
    return placement.subtask(member, index);
  }
}
