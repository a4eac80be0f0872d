package dev.wadi.engine.dataflow;

import dev.wadi.engine.plan.AsyncCall;
import dev.wadi.engine.plan.DeadLetters;
import dev.wadi.engine.plan.LatePlan;
import dev.wadi.engine.plan.OverPlan;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.PlanIdentity;
import dev.wadi.engine.plan.TableFunctionCall;
import dev.wadi.engine.plan.Unnest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Where in a dataflow there is something that a checkpoint remembers.
///
/// @param sources what reads tables, in the order of the stages
/// @param operators what keeps rows or results of them, in the order of the stages
/// @param stages the names of all stages, by id
/// @param readFirst those of them that have ended when there is a checkpoint
public record StateLayout(
    List<Part> sources, List<Part> operators, List<String> stages, Set<Integer> readFirst) {
  public StateLayout {
    sources = List.copyOf(sources);
    operators = List.copyOf(operators);
    stages = List.copyOf(stages);
    readFirst = Set.copyOf(readFirst);
  }

  /// A node of the plan with state.
  ///
  /// @param identity the same for another part if it can go on with the state of this one
  /// @param places where its operators are; of a source, that of its stage
  /// @param readers of a source, what its rows may lead to: operators with state, by identity, and
  ///   sinks, by number
  public record Part(Plan plan, String identity, List<Place> places, Set<String> readers) {
    public Part {
      places = List.copyOf(places);
      readers = Set.copyOf(readers);
    }
  }

  /// An operator.
  ///
  /// @param step which of the stage
  public record Place(int stage, int step) {
    /// That of what reads a table.
    public static Place ofSource(int stage) {
      return new Place(stage, -1);
    }
  }

  public static StateLayout of(Dataflow dataflow) {
    var identity = new PlanIdentity();
    List<Part> operators = new ArrayList<>();
    Map<Integer, List<String>> readers = new LinkedHashMap<>();
    int sinks = 0;
    for (var origin : places(dataflow).entrySet()) {
      Plan plan = origin.getKey().plan();
      String reader = null;
      if (plan instanceof Plan.Write) {
        reader = "sink " + sinks++;
      } else if (keepsState(plan)) {
        reader = identity.of(plan);
        operators.add(new Part(plan, reader, origin.getValue(), Set.of()));
      }
      if (reader != null) {
        for (Place place : origin.getValue()) {
          readers.computeIfAbsent(place.stage(), _ -> new ArrayList<>()).add(reader);
        }
      }
    }
    return new StateLayout(
        sources(dataflow, readers),
        operators,
        dataflow.stages().stream().map(Stage::name).toList(),
        dataflow.readFirst());
  }

  // In the order of the last of their stages: sinks are built one after the other.
  private static Map<Origins.Origin, List<Place>> places(Dataflow dataflow) {
    Map<Origins.Origin, List<Place>> places = new LinkedHashMap<>();
    for (Stage stage : dataflow.stages()) {
      for (int step = 0; step < stage.steps().size(); step++) {
        if (stage.steps().get(step) instanceof NamedOperator operator) {
          places
              .computeIfAbsent(operator.origin(), _ -> new ArrayList<>())
              .add(new Place(stage.id(), step));
        }
      }
    }
    return places;
  }

  private static List<Part> sources(Dataflow dataflow, Map<Integer, List<String>> readers) {
    List<Part> sources = new ArrayList<>();
    for (Stage stage : dataflow.stages()) {
      stage
          .source()
          .ifPresent(scan -> {
            Set<String> reached = new HashSet<>();
            for (int each : reachedFrom(stage, dataflow)) {
              reached.addAll(readers.getOrDefault(each, List.of()));
            }
            List<Place> place = List.of(Place.ofSource(stage.id()));
            sources.add(new Part(scan, PlanIdentity.of(scan.table()), place, reached));
          });
    }
    return sources;
  }

  // Receivers have greater ids than their senders.
  private static Set<Integer> reachedFrom(Stage first, Dataflow dataflow) {
    Set<Integer> reached = new HashSet<>(Set.of(first.id()));
    for (Stage stage : dataflow.stages()) {
      if (dataflow.into(stage).stream().anyMatch(edge -> reached.contains(edge.from()))) {
        reached.add(stage.id());
      }
    }
    return reached;
  }

  private static boolean keepsState(Plan plan) {
    return switch (plan) {
      case Plan.Scan _, Plan.Values _, Plan.Filter _, Plan.Project _, Plan.Expand _ -> false;
      case Plan.AssignWindows _, Plan.Union _, Plan.LookupJoin _, Plan.Write _ -> false;
      case Unnest _, TableFunctionCall _, LatePlan _, DeadLetters _ -> false;
      case Plan.WindowAggregate _, Plan.UpdatingAggregate _, Plan.UpdatingWindows _ -> true;
      case Plan.BroadcastJoin _, Plan.StreamJoin _, Plan.TemporalJoin _ -> true;
      case Plan.NetRows _, Plan.Sort _, OverPlan _, AsyncCall _ -> true;
    };
  }
}
