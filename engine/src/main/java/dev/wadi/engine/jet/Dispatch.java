package dev.wadi.engine.jet;

import com.hazelcast.jet.core.Processor;
import dev.wadi.engine.dataflow.Edge;
import dev.wadi.engine.dataflow.Message;
import dev.wadi.engine.dataflow.Stage;
import dev.wadi.engine.operator.PartitionTable;
import dev.wadi.sdk.batch.Batch;
import java.util.List;

/// Packs what one task sends to the processors of several members. Our own partitions say which
/// subtask gets a row; those of Jet's only tell where that subtask's processor is.
final class Dispatch {
  private final Execution execution;
  private final List<Way> ways;
  private Message last;
  private Object packed;

  /// One outgoing edge.
  ///
  /// @param edge its number in the dataflow
  /// @param addresses of the receiving subtasks
  /// @param turns which subtasks take rows in turn that any may take
  /// @param copies how many processors and members get rows that all get
  private record Way(
      int edge, Edge to, PartitionTable owners, int[] addresses, Turns turns, int copies) {}

  /// @throws dev.wadi.sdk.error.WadiException if a member of the run has left
  Dispatch(Execution execution, Stage stage, Processor.Context jet) {
    this.execution = execution;
    var addresses = new Addresses(execution.seat(), execution.members(), jet);
    this.ways =
        execution.dataflow().outOf(stage).stream().map(edge -> way(edge, addresses, jet)).toList();
  }

  private Way way(Edge edge, Addresses addresses, Processor.Context jet) {
    int parallelism = execution.dataflow().stages().get(edge.to()).parallelism();
    Seat seat = execution.seat();
    return new Way(
        execution.dataflow().edges().indexOf(edge),
        edge,
        Execution.partitions(parallelism, jet),
        addresses.ofSubtasks(parallelism),
        Turns.of(seat, parallelism),
        seat.placement().localParallelism(parallelism) + addresses.otherMembers());
  }

  /// What is to be offered to Jet: the same for the same message, should that be refused at first.
  Object packed(Message rows) {
    if (rows != last) {
      packed = pack(rows);
      last = rows;
    }
    return packed;
  }

  private Object pack(Message message) {
    return switch (message) {
      case Message.ToPartition rows -> {
        Way way = ways.get(rows.ordinal());
        yield parcel(way, way.owners().subtaskOf(rows.partition()), rows.batch());
      }
      case Message.ToAny rows -> {
        Way way = ways.get(rows.ordinal());
        yield way.to().routing() instanceof Edge.Routing.Forward
            ? rows
            : parcel(way, way.turns().next(), rows.batch());
      }
      case Message.ToAll rows -> toAll(ways.get(rows.ordinal()), rows.batch());
      case Message.Mark _, Message.Idle _ ->
          throw new IllegalStateException("Jet carries watermarks: " + message);
    };
  }

  private Parcel parcel(Way way, int target, Batch batch) {
    return new Parcel(execution, way.edge(), target, way.addresses()[target], batch);
  }

  // The router has counted the subtasks.
  private Parcel toAll(Way way, Batch batch) {
    for (int i = way.owners().parallelism(); i < way.copies(); i++) {
      batch.retain();
    }
    for (int i = way.owners().parallelism(); i > way.copies(); i--) {
      batch.release();
    }
    return new Parcel(execution, way.edge(), Parcel.ALL, 0, batch);
  }
}
