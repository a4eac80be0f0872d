package dev.wadi.engine.testing;

import dev.wadi.engine.dataflow.Edge;
import dev.wadi.sdk.batch.Batch;
import java.util.ArrayDeque;
import java.util.Queue;

/// The queue between one sending and one receiving subtask of an edge.
final class Lane {
  private final Edge edge;
  private final Queue<Item> items = new ArrayDeque<>();
  private long watermarkMicros = Long.MIN_VALUE;
  private boolean idle;
  private boolean ended;

  Lane(Edge edge) {
    this.edge = edge;
  }

  sealed interface Item {
    record Rows(Batch batch) implements Item {}

    record Mark(long micros) implements Item {}

    /// The sender is not to be waited for until it sends again.
    record Idle() implements Item {}

    /// The sender has ended.
    record End() implements Item {}
  }

  Edge edge() {
    return edge;
  }

  void put(Item item) {
    items.add(item);
  }

  Item take() {
    Item item = items.remove();
    idle = item instanceof Item.Idle;
    switch (item) {
      case Item.Mark mark -> advance(mark.micros());
      case Item.End _ -> ended = true;
      case Item.Rows _, Item.Idle _ -> {
        // of no interest here
      }
    }
    return item;
  }

  private void advance(long micros) {
    if (micros <= watermarkMicros) {
      throw new IllegalStateException(
          "watermark %d after %d on %s".formatted(micros, watermarkMicros, edge));
    }
    watermarkMicros = micros;
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  /// The last watermark taken.
  long watermarkMicros() {
    return watermarkMicros;
  }

  /// Whether the last thing taken says not to wait.
  boolean idle() {
    return idle;
  }

  /// Whether everything was taken and no more comes.
  boolean ended() {
    return ended;
  }
}
