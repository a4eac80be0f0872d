package dev.wadi.server.sql.random;

import java.util.List;

/// How a query is run.
sealed interface Run {
  int parallelism();

  /// How many rows a batch has at most.
  int batchRows();

  /// On the engine.
  record OnEngine(int parallelism, int batchRows) implements Run {}

  /// Step by step, in an order by a seed; after some of the steps it goes on from a snapshot, with
  /// another parallelism.
  record Stepped(int parallelism, int batchRows, boolean restarts, long seed) implements Run {}

  /// Step by step, over tables that do not end and take rows back.
  record Changing(int parallelism, int batchRows, boolean restarts, long seed) implements Run {}

  /// At each parallelism.
  static List<Run> some(Choice choice) {
    return List.of(
        stepped(1, choice),
        stepped(2, choice),
        stepped(4, choice),
        new OnEngine(choice.of(1, 2, 4), batchRows(choice)),
        new Changing(choice.of(1, 2, 4), batchRows(choice), choice.oneIn(2), seed(choice)));
  }

  private static Run stepped(int parallelism, Choice choice) {
    return new Stepped(parallelism, batchRows(choice), !choice.oneIn(3), seed(choice));
  }

  private static int batchRows(Choice choice) {
    return choice.of(1, 2, 3, 5, 7, 1024);
  }

  private static long seed(Choice choice) {
    return choice.below(1_000_000);
  }
}
