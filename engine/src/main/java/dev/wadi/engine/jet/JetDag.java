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
    var dag = new DAG();
    List<Vertex> vertices = new ArrayList<>();
    for (Stage stage : dataflow.stages()) {
      var supplier = new StageSupplier(stage.id(), jobId);
      Vertex vertex = dag.newVertex(stage.name(), ProcessorMetaSupplier.of(supplier));
      // Always explicit: a preferred parallelism may be capped, and keys would go astray.
      vertices.add(vertex.localParallelism(stage.parallelism()));
    }
    dataflow.edges().forEach(edge -> dag.edge(edge(edge, dataflow, vertices)));
    return dag;
  }

  /// The same for a run with checkpoints.
  static DAG withCheckpoints(Dataflow dataflow, String jobId) {
    DAG dag = of(dataflow, jobId);
    dag.newVertex("checkpoints", CheckpointProcessor.supplier(jobId)).localParallelism(1);
    return dag;
  }

  private static com.hazelcast.jet.core.Edge edge(
      Edge edge, Dataflow dataflow, List<Vertex> vertices) {
    int outOrdinal = dataflow.outOf(dataflow.stages().get(edge.from())).indexOf(edge);
    int inOrdinal = dataflow.into(dataflow.stages().get(edge.to())).indexOf(edge);
    var between =
        com.hazelcast.jet.core.Edge.from(vertices.get(edge.from()), outOrdinal)
            .to(vertices.get(edge.to()), inOrdinal)
            .priority(edge.first() ? 0 : 1);
    return switch (edge.routing()) {
      case Edge.Routing.Hash _ ->
          between.partitioned(
              (Message.ToPartition rows) -> rows.partition(), (partition, count) -> partition);
      case Edge.Routing.Broadcast _ -> between.broadcast();
      case Edge.Routing.Spread _ -> between;
      case Edge.Routing.Forward _ -> between.isolated();
    };
  }
}
