package dev.wadi.engine.dataflow;

import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/// Rows on their way from one stage to another.
///
/// @param from the sending stage's id
/// @param lateOf which operator of the sending chain has set the rows apart as late, or {@link
///   #RESULTS} if they are what the chain yields
/// @param to the receiving stage's id
/// @param step which operator of the receiving chain takes the rows
/// @param input which input of that operator
/// @param routing which subtask gets a row
/// @param schema of the rows
public record Edge(
    int from, int lateOf, int to, int step, int input, Routing routing, Schema schema) {
  public static final int RESULTS = -1;

  /// Which subtask of the receiving stage gets a row.
  public sealed interface Routing {
    /// The owner of the key's partition.
    record Hash(List<Integer> keys) implements Routing {
      public Hash {
        keys = List.copyOf(keys);
      }
    }

    /// Every subtask; the edge is read to its end before the other edges and the stage's source.
    record Broadcast() implements Routing {}

    /// Any subtask, whole batches in turn. Rows may overtake each other on their way, if there are
    /// several receivers.
    record Spread() implements Routing {}

    /// The subtask of the same number: rows and watermarks stay in the order that they have.
    record Forward() implements Routing {}
  }

  /// Whether the receiver reads this edge to its end before anything else.
  public boolean first() {
    return routing instanceof Routing.Broadcast;
  }
}
