package dev.wadi.engine.dataflow;

import dev.wadi.engine.plan.Plan;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Rows on their way from one stage to another.
///
/// @param from the sending stage's id
/// @param apartOf which operator of the sending chain has set the rows apart, {@link #RESULTS} if
///   they are what the chain yields, or {@link #LEFT_OUT}
/// @param to the receiving stage's id
/// @param step which operator of the receiving chain takes the rows
/// @param input which input of that operator
/// @param routing which subtask gets a row
/// @param schema of the rows
public record Edge(
    int from, int apartOf, int to, int step, int input, Routing routing, Schema schema) {
  public static final int RESULTS = -1;

  /// Dead letters of the stage's source.
  public static final int LEFT_OUT = -2;

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

    /// The one by which rows stay in the order that they have: they may take each other back. Those
    /// of a single subtask are only added.
    static Routing inOrder(int senders, int receivers) {
      return senders == receivers ? new Forward() : new Spread();
    }

    /// What a row takes back, or replaces, must be written before it, by the same writer.
    ///
    /// @param together the columns by which the sink wants rows brought together, if any
    static Routing toWriters(Plan.Write write, List<Integer> together) {
      if (!together.isEmpty()) {
        return new Hash(together);
      }
      if (!write.changelog()) {
        return new Spread();
      }
      List<Field> columns = write.table().schema().getFields();
      List<String> key = write.table().primaryKey();
      return new Hash(
          IntStream.range(0, columns.size())
              .filter(i -> key.isEmpty() || key.contains(columns.get(i).getName()))
              .boxed()
              .toList());
    }
  }

  /// Whether the receiver reads this edge to its end before anything else.
  public boolean first() {
    return routing instanceof Routing.Broadcast;
  }
}
