package dev.wadi.engine.dataflow;

import dev.wadi.sdk.connector.GrowingSource;
import dev.wadi.sdk.connector.Source;
import java.util.List;
import java.util.stream.IntStream;

/// Who reads which splits.
public final class SplitAssignment {
  private SplitAssignment() {}

  /// The splits of one subtask.
  ///
  /// @param all in the same order for all subtasks
  public static List<SplitState> of(
      Source source, List<SplitState> all, int subtask, int parallelism) {
    return IntStream.range(0, all.size())
        .filter(i -> owner(source, all.get(i).split(), i, parallelism) == subtask)
        .mapToObj(all::get)
        .toList();
  }

  private static int owner(Source source, Source.Split split, int number, int parallelism) {
    return source instanceof GrowingSource growing
        ? growing.owner(split, parallelism)
        : number % parallelism;
  }
}
