package dev.wadi.engine.dataflow;

import dev.wadi.engine.plan.Plan;
import java.util.List;
import java.util.Optional;

/// Consecutive operators that run in one task per subtask, without queues between them.
///
/// @param id its index in the dataflow
/// @param name for people: `2 aggregate, project, write`
/// @param parallelism how many subtasks it has
/// @param blocking whether it reads or writes something that may block, so that each subtask needs
///   a thread of its own
/// @param source what it reads, if it is a source
/// @param steps the operators
public record Stage(
    int id,
    String name,
    int parallelism,
    boolean blocking,
    Optional<Plan.Scan> source,
    List<OperatorFactory> steps) {
  public Stage {
    steps = List.copyOf(steps);
  }

  /// What runs in its place when its input had come to its end in an earlier run: it only says that
  /// it has ended.
  public Stage ended() {
    return new Stage(id, name, parallelism, false, Optional.empty(), List.of());
  }
}
