package dev.wadi.engine.jet;

import java.util.stream.IntStream;

/// The subtasks that take batches in turn which any of them may take: those of the sender's own
/// member, if it has any.
final class Turns {
  private final int[] subtasks;
  private int next;

  private Turns(int[] subtasks) {
    this.subtasks = subtasks;
  }

  /// @param parallelism of the stage that receives
  static Turns of(Seat sender, int parallelism) {
    int[] local =
        IntStream.range(0, parallelism)
            .filter(subtask -> sender.placement().memberOf(subtask) == sender.member())
            .toArray();
    return new Turns(local.length > 0 ? local : IntStream.range(0, parallelism).toArray());
  }

  int next() {
    next = next + 1 < subtasks.length ? next + 1 : 0;
    return subtasks[next];
  }
}
