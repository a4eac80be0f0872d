package dev.wadi.engine.checkpoint;

import java.util.Comparator;

/// A subtask of a stage.
public record TaskId(int stage, int subtask) implements Comparable<TaskId> {
  private static final Comparator<TaskId> ORDER =
      Comparator.comparingInt(TaskId::stage).thenComparingInt(TaskId::subtask);

  @Override
  public int compareTo(TaskId other) {
    return ORDER.compare(this, other);
  }
}
