package dev.wadi.engine.dataflow;

import dev.wadi.engine.aggregate.AggregateLayout;
import dev.wadi.engine.aggregate.AssignWindowsOperator;
import dev.wadi.engine.aggregate.FinalAggregateOperator;
import dev.wadi.engine.aggregate.LocalAggregateOperator;
import dev.wadi.engine.aggregate.OnTimeOperator;
import dev.wadi.engine.aggregate.SessionAggregateOperator;
import dev.wadi.engine.aggregate.UpdatingAggregateOperator;
import dev.wadi.engine.aggregate.UpdatingWindowsOperator;
import dev.wadi.engine.changelog.NetRowsOperator;
import dev.wadi.engine.join.StreamJoinOperator;
import dev.wadi.engine.join.TemporalJoinOperator;
import dev.wadi.engine.lookup.LookupJoinOperator;
import dev.wadi.engine.operator.AsyncCallOperator;
import dev.wadi.engine.operator.BroadcastJoinOperator;
import dev.wadi.engine.operator.ExpandOperator;
import dev.wadi.engine.operator.FilterOperator;
import dev.wadi.engine.operator.LimitOperator;
import dev.wadi.engine.operator.ProjectOperator;
import dev.wadi.engine.operator.TableFunctionOperator;
import dev.wadi.engine.operator.UnnestOperator;
import dev.wadi.engine.operator.ValuesOperator;
import dev.wadi.engine.operator.WriteOperator;
import dev.wadi.engine.order.Sorting;
import dev.wadi.engine.order.TopRowsOperator;
import dev.wadi.engine.over.TimedOver;
import dev.wadi.engine.over.UpdatingOverOperator;
import dev.wadi.engine.over.WindowFunctions;
import dev.wadi.engine.plan.AsyncCall;
import dev.wadi.engine.plan.DeadLetters;
import dev.wadi.engine.plan.LatePlan;
import dev.wadi.engine.plan.Lateness;
import dev.wadi.engine.plan.OverPlan;
import dev.wadi.engine.plan.Pipeline;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.TableFunctionCall;
import dev.wadi.engine.plan.Unnest;
import dev.wadi.engine.plan.Window;
import dev.wadi.engine.rank.TopNOperator;
import dev.wadi.sdk.connector.CanLookup;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.connector.Sink;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Schema;

/// A pipeline cut into stages, inputs before what reads them. The same pipeline, connectors and
/// parallelism give the same dataflow on every member; its shape does not depend on the
/// parallelism, so that state moves between runs of different parallelism.
public record Dataflow(List<Stage> stages, List<Edge> edges) {
  public Dataflow {
    stages = List.copyOf(stages);
    edges = List.copyOf(edges);
  }

  /// @param connectors by id
  public static Dataflow of(Pipeline pipeline, Map<String, Connector> connectors, int parallelism) {
    var builder = new Builder(connectors, parallelism, SharedPlans.of(pipeline));
    for (Plan.Write sink : pipeline.sinks()) {
      builder.chain(sink).finish();
      builder.sink++;
    }
    return new Dataflow(builder.stages, builder.edges);
  }

  /// The edges that a stage sends to, in the order of their ordinals.
  public List<Edge> outOf(Stage stage) {
    return edges.stream().filter(edge -> edge.from() == stage.id()).toList();
  }

  /// The edges that a stage receives from, in the order of their ordinals.
  public List<Edge> into(Stage stage) {
    return edges.stream().filter(edge -> edge.to() == stage.id()).toList();
  }

  /// The stages that have ended before anything else is read: those whose results only lead to
  /// edges which are read first.
  public Set<Integer> readFirst() {
    Set<Integer> first = new HashSet<>();
    // Receivers have greater ids than their senders.
    for (Stage stage : stages.reversed()) {
      List<Edge> out =
          outOf(stage).stream().filter(edge -> edge.apartOf() == Edge.RESULTS).toList();
      if (!out.isEmpty()
          && out.stream().allMatch(edge -> edge.first() || first.contains(edge.to()))) {
        first.add(stage.id());
      }
    }
    return first;
  }

  private static final class Builder {
    private final Map<String, Connector> connectors;
    private final int parallelism;
    private final SharedPlans shared;
    private final Map<Plan, Integer> sharedStages = new HashMap<>();
    private final Map<LatePlan.InTime, List<SetApart>> setApart = new HashMap<>();
    private final List<SetApart> deadLetters = new ArrayList<>();
    private final List<Stage> stages = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();
    // Which of the pipeline's sinks is being built.
    private int sink;

    private Builder(Map<String, Connector> connectors, int parallelism, SharedPlans shared) {
      this.connectors = connectors;
      this.parallelism = parallelism;
      this.shared = shared;
    }

    /// The chain that yields a node's rows, still open for more operators.
    private OpenStage chain(Plan plan) {
      return shared.contains(plan) ? reader(plan) : ownChain(plan);
    }

    /// A new stage that gets the rows of a plan that others read as well.
    private OpenStage reader(Plan plan) {
      Integer stage = sharedStages.get(plan);
      if (stage == null) {
        stage = ownChain(plan).finish();
        sharedStages.put(plan, stage);
      }
      var reader = new OpenStage(stages.get(stage).parallelism(), "");
      reader.incoming.add(
          new Incoming(stage, Edge.RESULTS, 0, 0, new Edge.Routing.Forward(), plan.schema()));
      return reader;
    }

    private OpenStage ownChain(Plan plan) {
      return switch (plan) {
        case Plan.Scan scan -> scan(scan);
        case Plan.Values values -> values(values);
        case Plan.Filter filter -> filter(filter);
        case Plan.Project project -> project(project);
        case Plan.Expand expand -> expand(expand);
        case Plan.WindowAggregate aggregate when aggregate.window() instanceof Window.Session ->
            sessions(aggregate);
        case Plan.WindowAggregate aggregate -> aggregate(aggregate);
        case Plan.UpdatingAggregate aggregate -> updating(aggregate);
        case Plan.UpdatingWindows windows -> updatingWindows(windows);
        case Plan.NetRows net -> netRows(net);
        case Plan.AssignWindows assign -> assignWindows(assign);
        case Plan.Union union -> union(union);
        case Plan.BroadcastJoin join -> join(join);
        case Plan.StreamJoin join -> streamJoin(join);
        case Plan.TemporalJoin join -> temporalJoin(join);
        case Plan.LookupJoin join -> lookupJoin(join);
        case Plan.Sort sort -> sort(sort);
        case OverPlan.Over over -> over(over);
        case OverPlan.TimedOver over -> timedOver(over);
        case OverPlan.UpdatingOver over -> updatingOver(over);
        case OverPlan.TopN topN -> topN(topN);
        case Unnest unnest ->
            chain(unnest.input()).then("unnest", context -> new UnnestOperator(unnest, context));
        case TableFunctionCall call ->
            leavingOut(call, chain(call.input()))
                .then(call.function().name(), context -> new TableFunctionOperator(call, context));
        case AsyncCall call -> asyncCall(call);
        case LatePlan.InTime inTime -> inTime(inTime);
        case LatePlan.Late late -> apart("late rows", setApart.get(late.others()), late.schema());
        case DeadLetters letters -> apart("dead letters", deadLetters, letters.schema());
        case Plan.Write write -> write(write);
      };
    }

    private OpenStage scan(Plan.Scan scan) {
      Source source = ((CanRead) connector(scan.table())).source(scan.table());
      var stage = new OpenStage(parallelism, "read " + scan.table().name());
      stage.source = Optional.of(scan);
      stage.blocking = source.blocking();
      if (source.leavesOut()) {
        deadLetters.add(new SetApart(stage, Edge.LEFT_OUT));
      }
      return stage;
    }

    // That of a plugin may have been removed since the plan was made.
    private Connector connector(TableDefinition table) {
      return Optional.ofNullable(connectors.get(table.connector()))
          .orElseThrow(() ->
              new WadiException(
                  ErrorCode.UNKNOWN_CONNECTOR,
                  "table '%s' needs the connector '%s', which is not here"
                      .formatted(table.name(), table.connector())));
    }

    private OpenStage values(Plan.Values values) {
      return new OpenStage(1, "values").then("", context -> new ValuesOperator(values, context));
    }

    private OpenStage filter(Plan.Filter filter) {
      return leavingOut(filter, chain(filter.input()))
          .then("filter", context -> new FilterOperator(filter, context));
    }

    private OpenStage project(Plan.Project project) {
      return leavingOut(project, chain(project.input()))
          .then("project", context -> new ProjectOperator(project, context));
    }

    private OpenStage expand(Plan.Expand expand) {
      return chain(expand.input()).then("expand", context -> new ExpandOperator(expand, context));
    }

    private OpenStage aggregate(Plan.WindowAggregate aggregate) {
      AggregateLayout layout = AggregateLayout.of(aggregate);
      OpenStage local =
          chain(aggregate.input())
              .then("local aggregate", context -> new LocalAggregateOperator(layout, context));
      return byKey(local, layout)
          .then("aggregate", context -> new FinalAggregateOperator(layout, context));
    }

    private OpenStage byKey(OpenStage local, AggregateLayout layout) {
      var keys = IntStream.range(0, layout.aggregate().keys().size()).boxed().toList();
      return local.exchange(new Edge.Routing.Hash(keys), layout.partialSchema(), parallelism);
    }

    private OpenStage updatingWindows(Plan.UpdatingWindows updating) {
      AggregateLayout layout = AggregateLayout.of(updating.aggregate());
      OpenStage local =
          chain(updating.aggregate().input())
              .then(
                  "local aggregate",
                  context ->
                      new LocalAggregateOperator(
                          layout, updating.latenessMicros(), updating.earlyMillis(), context));
      return byKey(local, layout)
          .then(
              "updating windows",
              context -> new UpdatingWindowsOperator(updating, layout, context));
    }

    // Which rows make a session is known only where all rows of the key are.
    private OpenStage sessions(Plan.WindowAggregate aggregate) {
      AggregateLayout layout = AggregateLayout.of(aggregate);
      OpenStage input = chain(aggregate.input());
      if (SharedPlans.mayHaveLateRows(aggregate.input())) {
        int time = aggregate.window().columns().getFirst();
        // As soon as they are behind the watermark.
        var lateness = new Lateness.OfTime(time, 1);
        input.then("on time", context -> new OnTimeOperator(lateness, context));
      }
      return input
          .exchange(
              new Edge.Routing.Hash(aggregate.keys()), aggregate.input().schema(), parallelism)
          .then("session aggregate", context -> new SessionAggregateOperator(layout, context));
    }

    // A row that is taken back must meet the one that it takes back: only rows that are just added
    // are aggregated before they change owner.
    private OpenStage updating(Plan.UpdatingAggregate updating) {
      AggregateLayout layout = AggregateLayout.of(updating.aggregate());
      OpenStage input = chain(updating.aggregate().input());
      Schema schema = updating.aggregate().input().schema();
      List<Integer> keys = updating.aggregate().keys();
      if (!updating.aggregate().retracting()) {
        input.then(
            "local aggregate",
            context -> new LocalAggregateOperator(layout, updating.flushMillis(), context));
        schema = layout.partialSchema();
        keys = IntStream.range(0, keys.size()).boxed().toList();
      }
      return input
          .exchange(new Edge.Routing.Hash(keys), schema, parallelism)
          .then(
              "updating aggregate",
              context -> new UpdatingAggregateOperator(updating, layout, context));
    }

    private OpenStage assignWindows(Plan.AssignWindows assign) {
      return chain(assign.input())
          .then("assign windows", context -> new AssignWindowsOperator(assign, context));
    }

    private OpenStage netRows(Plan.NetRows net) {
      List<Integer> columns =
          IntStream.range(0, net.input().schema().getFields().size())
              .filter(column -> column != net.change())
              .boxed()
              .toList();
      return chain(net.input())
          .exchange(new Edge.Routing.Hash(columns), net.input().schema(), parallelism)
          .then("net rows", context -> new NetRowsOperator(net, context));
    }

    private OpenStage union(Plan.Union union) {
      var stage = new OpenStage(parallelism, "union");
      for (Plan input : union.inputs()) {
        OpenStage sender = chain(input);
        Edge.Routing routing = Edge.Routing.inOrder(sender.parallelism, parallelism);
        sender.sendTo(stage, 0, routing, union.schema());
      }
      return stage;
    }

    private OpenStage join(Plan.BroadcastJoin join) {
      // Not shared: a table that is read first would wait for readers that wait for it.
      OpenStage stage = shared.without(() -> chain(join.probe()));
      shared
          .without(() -> chain(join.build()))
          .sendTo(stage, 1, new Edge.Routing.Broadcast(), join.build().schema());
      return stage.then("join", context -> new BroadcastJoinOperator(join, context));
    }

    private OpenStage lookupJoin(Plan.LookupJoin join) {
      TableDefinition table = join.table().table();
      CanLookup connector = (CanLookup) connector(table);
      OpenStage stage = chain(join.input());
      stage.blocking |= connector.lookup(table).blocking();
      return stage.then(
          "look up " + table.name(), context -> new LookupJoinOperator(join, context));
    }

    private OpenStage asyncCall(AsyncCall call) {
      OpenStage stage = leavingOut(call, chain(call.input()));
      stage.blocking = true;
      return stage.then(call.function().name(), context -> new AsyncCallOperator(call, context));
    }

    private OpenStage streamJoin(Plan.StreamJoin join) {
      var stage = new OpenStage(parallelism, "");
      sendByKey(join.left(), stage, StreamJoinOperator.LEFT);
      sendByKey(join.right(), stage, StreamJoinOperator.RIGHT);
      return stage.then("join", context -> new StreamJoinOperator(join, context));
    }

    private OpenStage temporalJoin(Plan.TemporalJoin join) {
      var stage = new OpenStage(parallelism, "");
      sendByKey(join.left(), stage, TemporalJoinOperator.LEFT);
      sendByKey(join.right(), stage, TemporalJoinOperator.RIGHT);
      return stage.then("temporal join", context -> new TemporalJoinOperator(join, context));
    }

    private void sendByKey(Plan.JoinInput side, OpenStage stage, int input) {
      var keys = new Edge.Routing.Hash(side.keys());
      chain(side.plan()).sendTo(stage, input, keys, side.plan().schema());
    }

    private OpenStage sort(Plan.Sort sort) {
      OpenStage input = chain(sort.input());
      boolean limited = sort.limit() != Plan.Sort.UNLIMITED;
      if (sort.keys().isEmpty()) {
        return input
            .then("limit", context -> new LimitOperator(0, sort.end(), false, context))
            .exchange(new Edge.Routing.Spread(), sort.schema(), 1)
            .then("limit", context -> new LimitOperator(sort.offset(), sort.end(), true, context));
      }
      if (limited) {
        input.then("top rows", context -> new TopRowsOperator(sort, context));
      }
      return input
          .exchange(new Edge.Routing.Spread(), sort.schema(), 1)
          .then("sort", context -> Sorting.operator(sort, context));
    }

    private OpenStage over(OverPlan.Over over) {
      return chain(over.input())
          .exchange(new Edge.Routing.Hash(over.partition()), over.input().schema(), parallelism)
          .then("over", context -> WindowFunctions.operator(over, context));
    }

    private OpenStage timedOver(OverPlan.TimedOver over) {
      return chain(over.input())
          .exchange(new Edge.Routing.Hash(over.partition()), over.input().schema(), parallelism)
          .then("over", context -> TimedOver.operator(over, context));
    }

    private OpenStage updatingOver(OverPlan.UpdatingOver over) {
      return chain(over.input())
          .exchange(new Edge.Routing.Hash(over.partition()), over.input().schema(), parallelism)
          .then("updating over", context -> new UpdatingOverOperator(over, context));
    }

    private OpenStage topN(OverPlan.TopN topN) {
      return chain(topN.input())
          .exchange(new Edge.Routing.Hash(topN.partition()), topN.input().schema(), parallelism)
          .then(
              "top n",
              context ->
                  topN.change() < 0
                      ? new TopNOperator(topN, context)
                      : new UpdatingOverOperator(topN, context));
    }

    private OpenStage inTime(LatePlan.InTime inTime) {
      OpenStage stage = chain(inTime.input());
      setApart
          .computeIfAbsent(inTime, _ -> new ArrayList<>())
          .add(new SetApart(stage, stage.steps.size()));
      return stage.then("in time", context -> new OnTimeOperator(inTime.lateness(), context));
    }

    // Notes that the next operator of a stage will have dead letters, if it may.
    private OpenStage leavingOut(Plan node, OpenStage stage) {
      if (LeavingOut.may(node)) {
        deadLetters.add(new SetApart(stage, stage.steps.size()));
      }
      return stage;
    }

    // The stages that have set them apart have ended: they lead to other sinks, which come first.
    private OpenStage apart(String name, List<SetApart> from, Schema schema) {
      var stage = new OpenStage(parallelism, name);
      for (SetApart rows : from) {
        Edge.Routing routing = Edge.Routing.inOrder(rows.stage.parallelism, parallelism);
        stage.incoming.add(new Incoming(rows.stage.id, rows.step, 0, 0, routing, schema));
      }
      return stage;
    }

    private OpenStage write(Plan.Write write) {
      Sink sink = ((CanWrite) connector(write.table())).sink(write.table());
      OpenStage stage = chain(write.input());
      if (sink.maxParallelism() < Integer.MAX_VALUE || !sink.shuffledBy().isEmpty()) {
        // Whatever the parallelism is now: the shape must not depend on it.
        int writers = Math.min(parallelism, sink.maxParallelism());
        Edge.Routing routing = Edge.Routing.toWriters(write, sink.shuffledBy());
        stage = stage.exchange(routing, write.input().schema(), writers);
      }
      stage.blocking |= sink.blocking();
      int number = this.sink;
      return stage.then(
          "write " + write.table().name(),
          context -> WriteOperator.create(write.table(), write.changelog(), number, context));
    }

    /// A stage that may still get operators.
    private final class OpenStage {
      private final int parallelism;
      private final List<String> names = new ArrayList<>();
      private final List<OperatorFactory> steps = new ArrayList<>();
      private final List<Incoming> incoming = new ArrayList<>();
      private Optional<Plan.Scan> source = Optional.empty();
      private boolean blocking;
      private int id;

      private OpenStage(int parallelism, String name) {
        this.parallelism = parallelism;
        if (!name.isEmpty()) {
          names.add(name);
        }
      }

      private OpenStage then(String name, OperatorFactory operator) {
        if (!name.isEmpty()) {
          names.add(name);
        }
        steps.add(new NamedOperator(name, operator));
        return this;
      }

      /// Ends this stage and starts the next one.
      private OpenStage exchange(Edge.Routing routing, Schema schema, int nextParallelism) {
        var next = new OpenStage(nextParallelism, "");
        sendTo(next, 0, routing, schema);
        return next;
      }

      /// Ends this stage; its rows go to the operator that the receiver gets next.
      private void sendTo(OpenStage receiver, int input, Edge.Routing routing, Schema schema) {
        int id = finish();
        receiver.incoming.add(
            new Incoming(id, Edge.RESULTS, receiver.steps.size(), input, routing, schema));
      }

      /// Gives the stage its id, after the stages that it reads from.
      private int finish() {
        id = stages.size();
        String name = id + " " + (names.isEmpty() ? "forward" : String.join(", ", names));
        stages.add(new Stage(id, name, parallelism, blocking, source, steps));
        incoming.forEach(in ->
            edges.add(new Edge(in.from, in.apartOf, id, in.step, in.input, in.routing, in.schema)));
        return id;
      }
    }

    private record Incoming(
        int from, int apartOf, int step, int input, Edge.Routing routing, Schema schema) {}

    /// Rows that leave a stage before its end.
    private record SetApart(OpenStage stage, int step) {}
  }
}
