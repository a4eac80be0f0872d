package dev.wadi.engine.jet;

import com.hazelcast.jet.core.DAG;
import com.hazelcast.jet.core.ProcessorMetaSupplier;
import com.hazelcast.jet.core.Vertex;
import dev.wadi.engine.dataflow.Dataflow;
import dev.wadi.engine.dataflow.Edge;
import dev.wadi.engine.dataflow.Message;
import dev.wadi.engine.dataflow.Stage;
import java.util.ArrayList;
import java.util.List;

/// Turns stages into vertices and edges of Jet: the only caller of its DAG API.
final class JetDag {
  private JetDag() {}

  static DAG of(Dataflow dataflow, String jobId) {
    return of(dataflow, jobId, Seat.ALONE.placement());
  }

  private static DAG of(Dataflow dataflow, String jobId, Placement placement) {
    var dag = new DAG();
    List<Vertex> vertices = new ArrayList<>();
    for (Stage stage : dataflow.stages()) {
      var supplier = new StageSupplier(stage.id(), jobId);
      Vertex vertex = dag.newVertex(stage.name(), ProcessorMetaSupplier.of(supplier));
      // Always explicit: a preferred parallelism may be capped, and keys would go astray.
      vertices.add(vertex.localParallelism(placement.localParallelism(stage.parallelism())));
    }
    boolean shared = placement.members() > 1;
    dataflow
        .edges()
        .forEach(edge -> {
          var between = between(edge, dataflow, vertices);
          dag.edge(shared ? acrossMembers(edge, between) : onOneMember(edge, between));
        });
    return dag;
  }

  /// The same for a run with checkpoints.
  static DAG withCheckpoints(Dataflow dataflow, String jobId, Placement placement) {
    DAG dag = of(dataflow, jobId, placement);
    dag.newVertex("checkpoints", CheckpointProcessor.supplier(jobId)).localParallelism(1);
    return dag;
  }

  private static com.hazelcast.jet.core.Edge between(
      Edge edge, Dataflow dataflow, List<Vertex> vertices) {
    int outOrdinal = dataflow.outOf(dataflow.stages().get(edge.from())).indexOf(edge);
    int inOrdinal = dataflow.into(dataflow.stages().get(edge.to())).indexOf(edge);
    return com.hazelcast.jet.core.Edge.from(vertices.get(edge.from()), outOrdinal)
        .to(vertices.get(edge.to()), inOrdinal)
        .priority(edge.first() ? 0 : 1);
  }

  private static com.hazelcast.jet.core.Edge onOneMember(
      Edge edge, com.hazelcast.jet.core.Edge between) {
    return switch (edge.routing()) {
      case Edge.Routing.Hash _ ->
          between.partitioned(
              (Message.ToPartition rows) -> rows.partition(), (partition, count) -> partition);
      case Edge.Routing.Broadcast _ -> between.broadcast();
      case Edge.Routing.Spread _ -> between;
      case Edge.Routing.Forward _ -> between.isolated();
    };
  }

  // Any subtask is one that has something to do: the sender chooses.
  private static com.hazelcast.jet.core.Edge acrossMembers(
      Edge edge, com.hazelcast.jet.core.Edge between) {
    return switch (edge.routing()) {
      case Edge.Routing.Hash _, Edge.Routing.Spread _ ->
          between.partitioned(new ByAddress(), new ByAddress()).distributed();
      case Edge.Routing.Broadcast _ -> between.broadcast().distributed();
      case Edge.Routing.Forward _ -> between.isolated();
    };
  }
}
